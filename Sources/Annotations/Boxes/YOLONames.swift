import Foundation
import ImageCollections
import Units

/// The class names of a YOLO dataset, by number.
struct YOLONames {
    /// The file that contains them.
    let path: String
    let list: [String]
    /// Whether keypoints follow the box in each label (`kpt_shape`).
    let keypoints: Bool

    /// Looks in a folder and in the two above it, because labels may be in `labels/train`, and then in the folders of the
    /// label files, where labelImg writes `classes.txt`.
    ///
    /// - Throws: ``AnnotationError``: `noClassNames`, `unreadable`.
    init(folder: String, labels: [BoxFormat.BoxFile]) throws(AnnotationError) {
        let given = URL(fileURLWithPath: folder).standardizedFileURL
        let above = [
            given, given.deletingLastPathComponent(), given.deletingLastPathComponent().deletingLastPathComponent(),
        ]
        for candidate in above.map(\.path) + Set(labels.map { AnnotationFile.folder(of: $0.path) }).sorted() {
            let files = ((try? FileManager.default.contentsOfDirectory(atPath: candidate)) ?? []).filter {
                !$0.hasPrefix(".") && !AnnotationFile.isFolder(candidate + "/" + $0)
            }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for name in files {
                let path = candidate + "/" + name
                switch TextFile.fileExtension(of: name) {
                case "yaml", "yml":
                    let text = try AnnotationFile.text(path)
                    guard let names = Self.names(inYAML: text) else { continue }
                    (self.path, list) = (path, names)
                    keypoints = TextFile.lines(text).contains { $0.hasPrefix("kpt_shape") }
                    return
                case _ where name == "classes.txt" || TextFile.fileExtension(of: name) == "names":
                    (self.path, list, keypoints) = (path, TextFile.lines(try AnnotationFile.text(path)), false)
                    return
                default: continue
                }
            }
        }
        throw .file(path: folder, .noClassNames)
    }

    /// Returns the value of `names` in a YAML file: a list or a mapping from numbers, in block or flow style; nil if
    /// there is none or numbers are missing.
    static func names(inYAML text: String) -> [String]? {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(Self.withoutComment)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("names:") }) else { return nil }
        let value = lines[start].dropFirst("names:".count).trimmed
        var items: [String] = []
        if value.hasPrefix("[") || value.hasPrefix("{") {
            let end: Character = value.hasPrefix("[") ? "]" : "}"
            var flow = value
            for line in lines[(start + 1)...] where !flow.contains(end) { flow += " " + line }
            guard let close = flow.lastIndex(of: end) else { return nil }
            items = Self.split(flow[flow.index(after: flow.startIndex)..<close])
            if end == "}" { return Self.numbered(items) }
            return items.map(Self.unquoted)
        }
        for line in lines[(start + 1)...] {
            let item = line.trimmed
            if item.isEmpty { continue }
            guard line.first == " " || line.first == "-" || line.first == "\t" else { break }
            items.append(item)
        }
        if items.isEmpty { return nil }
        if items.allSatisfy({ $0.hasPrefix("-") }) { return items.map { Self.unquoted($0.dropFirst().trimmed) } }
        return Self.numbered(items)
    }

    /// The line without a comment, which begins with ` #`.
    private static func withoutComment(_ line: Substring) -> Substring {
        if line.hasPrefix("#") { return "" }
        return line.range(of: " #").map { line[..<$0.lowerBound] } ?? line
    }

    /// The parts between commas outside quotes.
    private static func split(_ text: Substring) -> [String] {
        var (items, item, quote) = ([String](), "", Character?.none)
        for character in text {
            if character == "," && quote == nil {
                items.append(item.trimmed)
                item = ""
                continue
            }
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"", item.trimmed.isEmpty || item.hasSuffix(": ")
            {
                quote = character
            }
            item.append(character)
        }
        if !item.trimmed.isEmpty { items.append(item.trimmed) }
        return items
    }

    /// The names, in the order of the numbers before their colons, which must be 0, 1, 2 ...
    private static func numbered(_ items: [String]) -> [String]? {
        var names: [Int: String] = [:]
        for item in items {
            let parts = item.split(separator: ":", maxSplits: 1).map(\.trimmed)
            guard parts.count == 2, let number = Int(unquoted(parts[0])) else { return nil }
            names[number] = unquoted(parts[1])
        }
        let list = (0..<names.count).compactMap { names[$0] }
        return list.count == items.count ? list : nil
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let first = text.first, first == text.last, first == "'" || first == "\"" else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }
}
