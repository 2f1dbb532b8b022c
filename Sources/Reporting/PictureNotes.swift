/// The text chunks of a PNG: what it shows, which program made it, and how.
package struct PictureNotes: Sendable, Equatable {
    /// What the picture shows.
    package var title: String
    /// The network and layer, or the file, from which the picture was made; nil if `description` names it.
    package var source: String?
    /// How the picture was made, in sentences.
    package var description: String
    /// Every parameter that the picture depends on, with its value.
    package var parameters: String

    /// Notes with the given texts.
    package init(title: String, source: String?, description: String, parameters: String) {
        self.title = title
        self.source = source
        self.description = description
        self.parameters = parameters
    }

    /// The chunks in the order in which they are written.
    package var chunks: [(keyword: String, value: String)] {
        [("Title", title), ("Software", Software.name)] + (source.map { [("Source", $0)] } ?? [])
            + [("Description", description), ("Parameters", parameters)]
    }
}
