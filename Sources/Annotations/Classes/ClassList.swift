import Foundation
import ImageCollections
package import Units

/// The names of a network's classes, in any of the forms in which networks are published.
package enum ClassList {
    /// Reads `path`: JSON (an array of names, `id2label`, or ImageNet's `{"0": ["n01440764", "tench"]}`), CSV with `name`
    /// and optionally `wnid` and `class_index`, or one name a line, `n01440764 tench` split after the wnid.
    ///
    /// - Throws: `AnnotationError` for what is none of these, and for indices that leave gaps.
    package static func read(path: String) throws(AnnotationError) -> [ClassRecord] {
        let text = try AnnotationFile.text(path)
        switch text.first(where: { !$0.isWhitespace }) {
        case "{", "[": return try json(Data(text.utf8), path: path)
        case nil: throw .file(path: path, .empty)
        default: break
        }
        // Where the first line names a column “name”, it is a header.
        let first = TextFile.lines(text).first?.lowercased() ?? ""
        let columns = first.split(separator: ",").map(\.trimmed)
        if columns.contains("name"), columns.count > 1 || first == "name" { return try csv(text, path: path) }
        return try lines(text, path: path)
    }

    /// `count` classes that go by their indices.
    package static func numbered(_ count: Int) -> [ClassRecord] {
        (0..<count).map { ClassRecord(id: ClassID($0), name: "class \($0)", wnid: nil) }
    }

    private static func lines(_ text: String, path: String) throws(AnnotationError) -> [ClassRecord] {
        var classes: [ClassRecord] = []
        for (index, line) in TextFile.lines(text).enumerated() {
            guard !line.isEmpty else { throw .line(path: path, line: index + 1, .missingValue(column: "name")) }
            let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
            if parts.count == 2, isWordNetID(parts[0]) {
                classes.append(ClassRecord(id: ClassID(index), name: parts[1].trimmed, wnid: parts[0]))
            } else {
                classes.append(ClassRecord(id: ClassID(index), name: line, wnid: isWordNetID(line) ? line : nil))
            }
        }
        return classes
    }

    /// `n` and eight digits.
    package static func isWordNetID(_ text: String) -> Bool {
        text.utf8.count == 9 && text.utf8.first == UInt8(ascii: "n")
            && text.utf8.dropFirst().allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    private static func csv(_ text: String, path: String) throws(AnnotationError) -> [ClassRecord] {
        let table = try CSV(text: text, path: path)
        let name = try table.columns(["name"])[0]
        let (wnid, number) = (table.column("wnid"), table.column("class_index"))
        var named: [(Int, String, String?)] = []
        for (place, row) in table.rows.enumerated() {
            var index = place
            if let number {
                guard let given = Int(row[number]), given >= 0 else {
                    throw table.failure(row, .notANumber(column: "class_index", value: row[number]))
                }
                index = given
            }
            let id = wnid.map { row[$0] } ?? ""
            named.append((index, row[name], id.isEmpty ? nil : id))
        }
        return try ordered(named, path: path)
    }

    private static func json(_ data: Data, path: String) throws(AnnotationError) -> [ClassRecord] {
        struct Labels: Decodable { let id2label: [String: String] }
        let decoder = JSONDecoder()
        if let names = try? decoder.decode([String].self, from: data) {
            return try ordered(names.enumerated().map { ($0.offset, $0.element, nil) }, path: path)
        }
        if let pairs = try? decoder.decode([String: [String]].self, from: data) {
            var named: [(Int, String, String?)] = []
            for (key, pair) in pairs {
                guard pair.count == 2 else {
                    throw .file(path: path, .notAPair(key: key))
                }
                named.append((try index(key, path: path), pair[1], pair[0]))
            }
            return try ordered(named, path: path)
        }
        let labels = (try? decoder.decode(Labels.self, from: data))?.id2label
        guard let labels = labels ?? (try? decoder.decode([String: String].self, from: data)) else {
            throw .file(path: path, .notAClassList)
        }
        var named: [(Int, String, String?)] = []
        for (key, name) in labels { named.append((try index(key, path: path), name, nil)) }
        return try ordered(named, path: path)
    }

    private static func index(_ key: String, path: String) throws(AnnotationError) -> Int {
        guard let index = Int(key), index >= 0 else {
            throw .file(path: path, .notAnIndex(key: key))
        }
        return index
    }

    /// Classes by index, which must be 0, 1, 2 ... without a gap.
    private static func ordered(_ named: [(Int, String, String?)], path: String) throws(AnnotationError)
        -> [ClassRecord]
    {
        let sorted = named.sorted { $0.0 < $1.0 }
        for (place, entry) in sorted.enumerated() where entry.0 != place {
            throw .file(
                path: path,
                place > 0 && sorted[place - 1].0 == entry.0 ? .repeatedIndex(entry.0) : .missingIndex(place))
        }
        return sorted.map { ClassRecord(id: ClassID($0.0), name: $0.1, wnid: $0.2) }
    }
}
