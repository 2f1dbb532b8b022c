import Foundation
import ImageCollections
package import Units

/// The names of a network's classes, read from any of the forms in which networks are published.
///
/// A list may number its classes, in any order: from 0 to K−1, which are the network's outputs, or from 1 to K. Without
/// numbers, the names are in the order of the outputs.
package enum ClassList {
    /// A class in a list.
    struct Entry {
        /// The number of the class in the list; nil if the list has no numbers.
        var number: Int?
        var name: String
        var wnid: String?
    }

    /// Reads the file at `path`: JSON or a Python literal (``entries(json:path:)``), `names` in a YAML file, a table with a
    /// header (``isHeader(_:)``), or one name per line (``entries(lines:path:)``).
    ///
    /// - Throws: `AnnotationError` for any other form, and for numbers with gaps or repetitions.
    package static func read(path: String) throws(AnnotationError) -> [ClassRecord] {
        let text = try AnnotationFile.text(path)
        switch text.first(where: { !$0.isWhitespace }) {
        case "{", "[": return try ordered(entries(json: Data(text.utf8), path: path), path: path)
        case nil: throw .file(path: path, .empty)
        default: break
        }
        if ["yaml", "yml"].contains(TextFile.fileExtension(of: path)) {
            guard let names = YOLONames.names(inYAML: text) else { throw .file(path: path, .notAClassList) }
            return try ordered(names.map { Entry(name: $0) }, path: path)
        }
        if let first = TextFile.lines(text).first(where: { !$0.isEmpty }) {
            let header = (try? CSV(text: first, path: path))?.header ?? []
            if isHeader(header) || first.hasPrefix("sep=") {
                return try ordered(entries(table: CSV(text: text, path: path)), path: path)
            }
        }
        return try ordered(entries(lines: TextFile.lines(text), path: path), path: path)
    }

    /// `count` classes that are named by their indices.
    package static func numbered(_ count: Int) -> [ClassRecord] {
        (0..<count).map { ClassRecord(id: ClassID($0), name: "class \($0)", wnid: nil) }
    }

    /// `n` and eight digits.
    package static func isWordNetID(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 9 && text.utf8.first == UInt8(ascii: "n")
            && text.utf8.dropFirst().allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    /// Returns whether the first entry of a list looks like a header rather than the name of a class.
    package static func looksLikeHeader(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        let known: Set = [
            "name", "names", "class", "classes", "label", "labels", "category", "categories", "index", "id", "wnid",
            "synset", "number", "idx",
        ]
        return !words.isEmpty && words.allSatisfy(known.contains)
    }

    /// Classes by index.
    ///
    /// - Throws: `missingIndex`, `repeatedIndex` if the numbers are neither 0 to K−1 nor 1 to K.
    private static func ordered(_ entries: [Entry], path: String) throws(AnnotationError) -> [ClassRecord] {
        guard !entries.isEmpty else { throw .file(path: path, .noRows) }
        var named = entries.enumerated().map { (index: $0.element.number ?? $0.offset, entry: $0.element) }
        named.sort { $0.index < $1.index }
        let numbers = named.map(\.index)
        let base = numbers == Array(1...numbers.count) ? 1 : 0
        for (place, number) in numbers.enumerated() where number != place + base {
            let isRepeated = place > 0 && numbers[place - 1] == number
            throw .file(path: path, isRepeated ? .repeatedIndex(number) : .missingIndex(place))
        }
        return named.enumerated().map {
            let entry = $0.element.entry
            return ClassRecord(
                id: ClassID($0.offset), name: entry.name,
                wnid: entry.wnid ?? (isWordNetID(entry.name) ? entry.name : nil))
        }
    }
}
