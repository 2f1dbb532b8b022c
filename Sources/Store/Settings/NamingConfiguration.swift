/// Everything that the counts of `name-units` depend on.
///
/// Stored as JSON in `discovery_state.configuration`.
package struct NamingConfiguration: Codable, Sendable, Equatable {
    /// The path of the annotations.
    package let objects: String
    /// The names of the concepts.
    package let names: [String]
    /// The SHA-256 of the paths of the images.
    package let paths: String
    /// The SHA-256 of the units' activation levels, which change when images are added to the atlas.
    package let levels: String
    /// A fingerprint of the annotations of these images.
    package let contents: String

    package init(objects: String, names: [String], paths: String, levels: String, contents: String) {
        (self.objects, self.names, self.paths) = (objects, names, paths)
        (self.levels, self.contents) = (levels, contents)
    }
}
