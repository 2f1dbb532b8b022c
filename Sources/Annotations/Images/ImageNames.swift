import ImageCollections

/// Image names in a file: one per line (``PathList``), or a CSV with a column `image`.
package struct ImageNames: Sendable {
    /// The names, in the order of the file.
    package let names: [String]

    /// - Throws: ``AnnotationError/unreadable(_:)``.
    package init(path: String) throws(AnnotationError) {
        let text = try AnnotationFile.text(path)
        if let table = try? CSV(text: text, path: path), let column = table.column("image") {
            names = table.rows.map { $0.fields[column] }
        } else {
            names = PathList(text: text).entries.map(\.path)
        }
    }
}
