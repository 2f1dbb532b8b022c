/// A CSV with a column `image` and one that labels it.
struct LabelTable {
    /// The column that labels: the first present of those asked for.
    let kind: String
    /// Rows with a label, in their order.
    let entries: [(line: Int, image: String, text: String)]

    /// - Throws: `UnitAtlasError` for a file without these columns.
    init(path: String, kinds: [String]) throws(UnitAtlasError) {
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

/// Values of images, found by path, or by the file's name alone when all images of that name have one value.
struct ImageLookup<Value: Equatable & Sendable>: Sendable {
    private var byPath: [String: Value] = [:]
    private var byName: [String: Value?] = [:]

    /// False, and nothing is added, where the image has another value already.
    mutating func add(_ value: Value, to image: String) -> Bool {
        guard byPath[image] == nil || byPath[image] == value else { return false }
        byPath[image] = value
        let file = Self.fileName(image)
        byName[file] = .some(byName[file] == nil || byName[file] == .some(value) ? value : nil)
        return true
    }

    /// Of the image at `path`, relative to the image folder.
    subscript(path: String) -> Value? { byPath[path] ?? byName[Self.fileName(path)] ?? nil }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
