/// A CSV with a column `image` and one that labels it.
package struct LabelTable {
    /// The column that labels: the first present of those asked for.
    package let kind: String
    /// Rows with a label, in their order.
    package let entries: [(line: Int, image: String, text: String)]

    /// - Throws: `AnnotationError` for a file without these columns.
    package init(path: String, kinds: [String]) throws(AnnotationError) {
        let table = try CSV(text: try TextFile.text(path), path: path)
        guard let image = table.column("image") else {
            throw .file(
                path: path, reason: "it has no column “image” (its header: \(table.header.joined(separator: ",")))")
        }
        guard let kind = kinds.first(where: { table.column($0) != nil }), let column = table.column(kind) else {
            let names = kinds.map { "“\($0)”" }
            let list = names.dropLast().joined(separator: ", ") + (names.count > 1 ? " and " : "") + (names.last ?? "")
            throw .file(path: path, reason: "it has none of the columns \(list)")
        }
        self.kind = kind
        entries = table.rows.compactMap { row in
            let text = CSV.trimmed(row.fields[column])
            return text.isEmpty ? nil : (row.line, row.fields[image], text)
        }
    }
}

/// Values of images, found by path, or by the end of a path when all images that end so have one value: `cat.jpg` for
/// `pets/cat.jpg`, but not `farm/cat.jpg` for `pets/cat.jpg`.
package struct ImageLookup<Value: Hashable & Sendable>: Sendable {
    package init() {}

    private var byPath: [String: Value] = [:]
    /// Paths by the names of their files.
    private var byName: [String: [String]] = [:]

    /// False, and nothing is added, where the image has another value already.
    package mutating func add(_ value: Value, to image: String) -> Bool {
        if let known = byPath[image] { return known == value }
        byPath[image] = value
        byName[Self.fileName(image), default: []].append(image)
        return true
    }

    /// Of the image at `path`, relative to the image folder.
    package subscript(path: String) -> Value? {
        if let value = byPath[path] { return value }
        let matches = (byName[Self.fileName(path)] ?? []).filter {
            path.hasSuffix("/" + $0) || $0.hasSuffix("/" + path)
        }
        let values = Set(matches.compactMap { byPath[$0] })
        return values.count == 1 ? values.first : nil
    }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
