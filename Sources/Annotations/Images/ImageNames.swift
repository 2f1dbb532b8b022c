import ImageCollections

/// Names of images in a file: one a line (``PathList``), or a CSV with a column `image`.
package struct ImageNames: Sendable {
    /// The names in their order.
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
