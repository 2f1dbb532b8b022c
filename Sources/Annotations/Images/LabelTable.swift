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
    /// The column of labels: the first of those requested that is present.
    package let column: String
    /// The rows with a label, in the order of the file.
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

    /// Returns the labels, converted to values, by image.
    ///
    /// - Throws: What `value` throws; `contradiction` if an image name has two different values.
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
