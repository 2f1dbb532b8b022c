import Foundation

/// Tables as JSON Lines, an object a row, such as `metadata.jsonl` of Hugging Face's image folders.
extension CSV {
    /// The columns, which are the keys of all objects in alphabetical order, and the rows; nil for text that does not begin
    /// as JSON or XML do.
    ///
    /// Values are text, numbers and truth values; others, and those of keys that an object does not have, are empty.
    ///
    /// - Throws: ``AnnotationError``: `notATable` for other JSON, for XML and for HTML.
    static func jsonLines(_ text: String, path: String) throws(AnnotationError) -> (header: [String], rows: [Row])? {
        guard let first = text.first(where: { !$0.isWhitespace }), "{[<".contains(first) else { return nil }
        var objects: [(line: Int, fields: [String: String])] = []
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            guard first == "{",
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            else { throw .file(path: path, .notATable(kind: first == "<" ? "XML or HTML" : "JSON")) }
            let fields = object.map { (key($0.key), Self.text($0.value)) }
            objects.append((place + 1, Dictionary(fields) { first, _ in first }))
        }
        let header = Set(objects.flatMap(\.fields.keys)).sorted()
        return (
            header,
            objects.map { object in
                Row(line: object.line, fields: header.map { object.fields[$0] ?? "" })
            }
        )
    }

    private static func text(_ value: Any) -> String {
        switch value {
        case let text as String: text
        case let number as NSNumber: "\(number)"
        default: ""
        }
    }
}
