/// The text chunks of a PNG: what it shows, which program made it, and how.
package enum PictureNotes {
    /// Returns the chunks in the order in which they are written.
    ///
    /// - Parameter source: The network and layer, or the file that the picture was made from; nil where `description` names
    ///   it.
    package static func list(
        title: String, source: String?, description: String
    ) -> [(keyword: String, value: String)] {
        [("Title", title), ("Software", Software.name)] + (source.map { [("Source", $0)] } ?? [])
            + [("Description", description)]
    }
}
