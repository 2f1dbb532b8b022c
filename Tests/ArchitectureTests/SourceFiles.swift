import Foundation

/// The project's own Swift files, as text.
enum SourceFiles {
    struct File {
        /// From the project's folder: `Sources/Store/Schema.swift`.
        let path: String
        let lines: [String]

        var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

        /// Lines without what follows `//`, so that words of comments do not count; text in quotes stays.
        var code: [(number: Int, text: String)] {
            lines.enumerated().map { index, line in
                guard let comment = line.range(of: "//"), !line[..<comment.lowerBound].contains("\"") else {
                    return (index + 1, line.contains("//") && !line.contains("\"") ? "" : line)
                }
                return (index + 1, String(line[..<comment.lowerBound]))
            }
        }

        /// Modules that it imports.
        var imports: [String] {
            code.compactMap { _, line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 2, place + 1 < words.count else {
                    return nil
                }
                return words[place + 1].split(separator: ".").first.map(String.init)
            }
        }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Files with `suffix` under `folder`, in the order of their paths.
    static func all(under folder: String, suffix: String = ".swift") throws -> [File] {
        let base = root.appendingPathComponent(folder).path
        let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(suffix) }.sorted().map { name in
            let text = try String(contentsOfFile: base + "/" + name, encoding: .utf8)
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            if lines.last == "" { lines.removeLast() }
            return File(path: folder + "/" + name, lines: lines)
        }
    }
}
