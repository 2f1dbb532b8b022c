import Units

/// A CSV with a column `image` and one that labels it.
package struct LabelTable: Sendable {
    package struct Entry: Sendable {
        package let line: Int
        package let image: String
        /// Not empty.
        package let text: String
    }

    package let path: String
    /// The column that labels: the first present of those requested.
    package let column: String
    /// Rows with a label, in their order.
    package let entries: [Entry]

    /// - Throws: ``AnnotationError``; `missingColumns` for a file without these columns.
    package init(path: String, columns: [String]) throws(AnnotationError) {
        let table = try CSV(path: path)
        let image = try table.columns(["image"])[0]
        let (name, place) = try table.firstColumn(of: columns)
        self.path = path
        column = name
        entries = table.rows.compactMap { row in
            row[place].isEmpty ? nil : Entry(line: row.line, image: row.fields[image], text: row[place])
        }
    }

    /// The labels as values, by the images that they are of.
    ///
    /// - Throws: What `value` throws; `contradiction` where a name of an image stands with two values.
    package func values<Value: Equatable & Sendable>(
        images: ImageResolver, _ value: (Entry) throws(AnnotationError) -> Value
    ) throws(AnnotationError) -> ImageTable<Value> {
        var known: [ImagePath: Value] = [:]
        var list: [(image: String, value: Value)] = []
        for entry in entries {
            let value = try value(entry)
            if let other = known.updateValue(value, forKey: ImagePath(entry.image)), other != value {
                throw .line(path: path, line: entry.line, .contradiction(image: entry.image, column: column))
            }
            list.append((entry.image, value))
        }
        return ImageTable(list, images: images)
    }
}

extension ImageTable {
    /// A sentence about the names in `path` that match several images; empty if there are none.
    package func remarks(path: String) -> [String] {
        guard ambiguous.count > 0 else { return [] }
        return [
            "\(path): names that match several images, and so label none: \(ambiguous.count), the first: \(ambiguous.first);"
                + " use more of the path"
        ]
    }
}
