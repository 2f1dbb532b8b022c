/// Captions of images: a table with a column that names images and a column of captions.
package struct Captions: Sendable {
    /// The columns that may hold captions; the first one present does.
    package static let columns = ["caption", "text", "title", "description"]

    private let entries: [(image: String, value: [Substring])]

    /// - Parameter column: The column of captions; nil for the first of ``columns`` that is present.
    /// - Throws: ``AnnotationError``; `missingColumns` for a file without these columns.
    package init(path: String, column: String? = nil) throws(AnnotationError) {
        let table = try CSV(path: path)
        let image = try table.imageColumn()
        let caption = try table.firstColumn(of: column.map { [CSV.key($0)] } ?? Self.columns).place
        entries = table.rows.map { ($0.fields[image], Self.words($0.fields[caption])) }
    }

    /// Returns the images, of those in `images`, whose captions contain one of the phrases as whole words. Case is
    /// ignored.
    package func matching(_ phrases: [String], images: ImageResolver) -> ImageTable<Bool> {
        let wanted = phrases.map(Self.words)
        let found = entries.lazy.filter { entry in wanted.contains { Self.holds(entry.value, $0) } }
        return ImageTable(found.map { (image: $0.image, value: true) }, images: images)
    }

    /// Letters and digits, case-folded.
    private static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }

    /// Whether `text` contains `words` in sequence.
    private static func holds(_ text: [Substring], _ words: [Substring]) -> Bool {
        guard !words.isEmpty, text.count >= words.count else { return false }
        return (0...text.count - words.count).contains { text[$0..<$0 + words.count].elementsEqual(words) }
    }
}
