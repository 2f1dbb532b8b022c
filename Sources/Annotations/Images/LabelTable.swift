import ImageCollections
import Units

/// A table with a column that names images and one that labels them, or a list of labels without a header.
package struct LabelTable: Sendable {
    package struct Entry: Sendable {
        package let line: Int
        package let image: String
        /// Not empty.
        package let text: String
        /// The text of ``LabelTable/other``; empty if there is none.
        package let other: String
    }

    /// A column of labels, and what it holds: a kind of class name, or nil for numbers that are not classes.
    package struct Column: Sendable, Equatable {
        package let name: String
        package let kind: ClassResolver.Kind?
    }

    package let path: String
    /// The column of labels: the first of ``columns`` that is present.
    package let column: Column
    /// Another column that names the class of an image.
    package let other: Column?
    /// The rows with a label, in the order of the file.
    package let entries: [Entry]

    private static let needed = ["wnid", "class", "class_index"]
    private static let value = Column(name: "value", kind: nil)
    private static let columns =
        [("wnid", .wnid), ("class", .name), ("class_index", .classIndex)].map(Column.init) + [value]
        + [
            ("class_name", .name), ("label_name", .name), ("class_id", .classIndex), ("label", .any), ("labels", .any),
            ("target", .any), ("category", .any),
        ].map(Column.init)

    /// - Parameter allowsValues: Whether images may be labelled with numbers, in a column `value`.
    /// - Throws: ``AnnotationError``; `missingColumns` for a table without these columns; `noImageName` for a line of a
    ///   list that does not name an image.
    package init(path: String, allowsValues: Bool = false) throws(AnnotationError) {
        let text = try AnnotationFile.text(path)
        self.path = path
        if let entries = try Self.lines(text, path: path) {
            (column, other, self.entries) = (Column(name: "label", kind: .any), nil, entries)
            return
        }
        let table = try CSV(text: text, path: path)
        let image = try table.imageColumn()
        let present = Self.columns.filter { column in
            table.column(column.name).map { $0 != image } == true && (allowsValues || column != Self.value)
        }
        guard let first = present.first, let place = table.column(first.name) else {
            let needed = Self.needed + (allowsValues ? [Self.value.name] : [])
            throw .file(path: path, .missingColumns(needed, isOneEnough: true, header: table.header))
        }
        column = first
        let other = present.dropFirst().first { $0.kind != nil && $0.kind != .any && first.kind != nil }
        self.other = other
        let otherPlace = other.flatMap { table.column($0.name) }
        entries = table.rows.compactMap { row in
            row[place].isEmpty
                ? nil
                : Entry(
                    line: row.line, image: row.fields[image], text: row[place], other: otherPlace.map { row[$0] } ?? "")
        }
    }

    /// Reads a list without a header, as Caffe and Places write them: the file name of an image, a space, tab, comma or
    /// semicolon, and its class. Returns nil if the first line has another form. Blank lines are ignored, and images
    /// without a class have no label.
    private static func lines(_ text: String, path: String) throws(AnnotationError) -> [Entry]? {
        let lines = PathList(text: text).entries
        guard let first = lines.first, split(first.path)?.label.isEmpty == false else { return nil }
        var entries: [Entry] = []
        for (line, text) in lines {
            guard let (image, label) = split(text) else { throw .line(path: path, line: line, .noImageName(text)) }
            if !label.isEmpty { entries.append(Entry(line: line, image: image, text: label, other: "")) }
        }
        return entries
    }

    /// Splits a line into a file name with the extension of an image and what follows the next separator; nil if there is
    /// no such name.
    private static func split(_ line: String) -> (image: String, label: String)? {
        for place in line.indices where " \t,;".contains(line[place]) {
            let image = String(line[..<place])
            guard ImageFolder.extensions.contains(TextFile.fileExtension(of: image)) else { continue }
            return (image, line[line.index(after: place)...].trimmed)
        }
        return ImageFolder.extensions.contains(TextFile.fileExtension(of: line)) ? (line, "") : nil
    }

    /// Returns what the column of labels holds. If its name does not say so, numbers are indices unless a class has a number
    /// as its name.
    package func kind(of resolver: ClassResolver) -> ClassResolver.Kind {
        guard column.kind == .any else { return column.kind ?? .any }
        let areNumbers = entries.allSatisfy { ClassResolver.number($0.text) != nil }
        return areNumbers && !resolver.hasNumbersAsNames ? .classIndex : .name
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
                throw .line(path: path, line: entry.line, .contradiction(image: entry.image, column: column.name))
            }
            list.append((entry.image, value))
        }
        return ImageTable(list, images: images)
    }
}

extension ImageTable where Value: Equatable {
    /// Sentences about the names in `path` that match several images, about images with different labels, and about names
    /// that match an image of another format.
    package func remarks(path: String) -> [String] {
        let kinds = [
            (ambiguous, "names that match several images, and so label none", "use more of the path"),
            (
                contradictory, "images labelled differently under several names, and so not labelled",
                "name each image once"
            ),
        ]
        let sentences = kinds.filter { $0.0.count > 0 }.map { found, kind, advice in
            "\(path): \(kind): \(found.count), the first: \(found.first); \(advice)"
        }
        return sentences + conversion.map { "\(path): \($0)" }
    }
}

extension ImageTable {
    /// A phrase about the names that match an image of another format; empty if there are none.
    package var conversion: [String] {
        guard converted.count > 0 else { return [] }
        return ["names matched to images with another extension: \(converted.count), the first: \(converted.first)"]
    }
}
