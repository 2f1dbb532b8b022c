/// What the text chunks of a PNG say: what it shows, what made it, and how.
enum PictureNotes {
    /// - Parameter source: Network and layer, or the file that the picture was made from; nil where it says itself.
    static func list(title: String, source: String?, description: String) -> [(keyword: String, value: String)] {
        [("Title", title), ("Software", "unit-atlas \(Indexer.toolVersion)")]
            + (source.map { [("Source", $0)] } ?? []) + [("Description", description)]
    }
}
