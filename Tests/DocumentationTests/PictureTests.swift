import Foundation
import Images
import Testing

/// The pictures of README and the documentation are what the pages say: the command in the comment above a picture has the
/// parameters that the picture's text chunk lists. `make pictures` makes them anew.
@Suite struct PictureTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let documents = root.appendingPathComponent("Sources/UnitAtlas/Documentation.docc")
    private static let resources = documents.appendingPathComponent("Resources")

    /// A picture on a page.
    private struct Entry {
        let page: String
        let file: String
        /// The words of the command that draws it; nil without a comment.
        let words: [String]?
    }

    private static func entries() throws -> [Entry] {
        var pages = [root.appendingPathComponent("README.md")]
        let files = FileManager.default.enumerator(at: documents, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            if file.pathExtension == "md" { pages.append(file) }
        }
        return try pages.flatMap { page in
            let text = try String(contentsOf: page, encoding: .utf8)
            return text.matches(of: /(?:<!-- picture: ([^>]*?) -->\n)?!\[[^\]]*\]\(([^)]+\.png)\)/).map { match in
                Entry(
                    page: page.lastPathComponent, file: String(match.2.split(separator: "/").last ?? ""),
                    words: match.1.map { words(String($0.split(separator: ";").last ?? "")) })
            }
        }
    }

    private static func words(_ command: String) -> [String] {
        command.split(whereSeparator: \.isWhitespace).map { String($0).replacing("\"", with: "") }
    }

    /// What a text chunk lists.
    private struct Parameters {
        /// The subject, then the parameters that differ from their defaults, then the others.
        let given: [(name: String, value: String)]
        let usual: [(name: String, value: String)]

        init(_ text: String) {
            let parts = text.split(separator: "; defaults: ", maxSplits: 1).map(String.init)
            func list(_ text: String?) -> [(name: String, value: String)] {
                (text ?? "").split(separator: ", ").map { entry in
                    let words = entry.split(separator: " ", maxSplits: 1).map(String.init)
                    return (words.first ?? "", words.count > 1 ? words[1] : "")
                }
            }
            given = list(parts.first)
            usual = list(parts.count > 1 ? parts[1] : nil)
        }
    }

    /// Where a command and a picture's parameters differ; nil where they agree.
    private static func difference(_ words: [String], _ parameters: Parameters) -> String? {
        var options: [String: String] = [:]
        for (index, word) in words.enumerated() where word.hasPrefix("--") {
            let next = words.indices.contains(index + 1) ? words[index + 1] : ""
            options[String(word.dropFirst(2))] = next.hasPrefix("--") || next.isEmpty ? "yes" : next
        }
        func agree(_ option: String, _ value: String) -> Bool {
            // A class is listed with its number, a file without its folder; a switch has no value.
            value == "yes" || value == option || value.hasSuffix(" " + option)
                || option.split(separator: "/").last.map { String($0) == value } == true
        }
        let (subject, rest) = (parameters.given.first, parameters.given.dropFirst())
        if let subject, words[0] != "localize", !words.dropFirst().contains(where: { agree($0, subject.value) }) {
            return "the picture is of \(subject.name) \(subject.value)"
        }
        for (name, value) in rest {
            guard let option = options[name] else { return "the command lacks \(name) \(value)" }
            if !agree(option, value) { return "\(name) is \(value) in the picture" }
        }
        for (name, value) in parameters.usual {
            if let option = options[name], !agree(option, value) { return "\(name) is \(value) in the picture" }
        }
        return nil
    }

    @Test func everyPictureWasMadeByTheCommandAboveIt() throws {
        let entries = try Self.entries()
        #expect(entries.count >= 7)
        for entry in entries {
            let words = try #require(entry.words, "\(entry.page): no command above \(entry.file)")
            let bytes = [UInt8](try Data(contentsOf: Self.resources.appendingPathComponent(entry.file)))
            let chunk = PNGCodec.textChunks(of: bytes).first { $0.keyword == "Parameters" }
            let text = try #require(chunk?.value, "\(entry.file) lists no parameters: run `make pictures`")
            let difference = Self.difference(words, Parameters(text))
            #expect(difference == nil, "\(entry.page), \(entry.file)")
        }
    }

    @Test func everyPictureIsShown() throws {
        let shown = Set(try Self.entries().map(\.file))
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.resources.path)
        #expect(Set(files.filter { $0.hasSuffix(".png") }) == shown)
    }

    @Test(arguments: [
        ("atlas a.sqlite garage --rows 3", "class 5 garage, rows 3; defaults: columns 9, distinct no", true),
        ("atlas a.sqlite garage --rows 3 --columns 9", "class 5 garage, rows 3; defaults: columns 9", true),
        ("atlas a.sqlite garage", "class 5 garage, rows 3; defaults: columns 9", false),
        ("atlas a.sqlite garage --rows 4", "class 5 garage, rows 3; defaults: columns 9", false),
        ("atlas a.sqlite garage --columns 5", "class 5 garage; defaults: columns 9", false),
        ("atlas a.sqlite street", "class 5 garage; defaults: columns 9", false),
        ("atlas a.sqlite garage --versus street --distinct", "class 5 garage, versus 11 street, distinct yes", true),
        ("receptive-field a.sqlite --class garage --limit 4", "class 5 garage, limit 4; defaults: patch 11", true),
        ("discover concept a.sqlite --name wheel --masks a/masks", "concept wheel, masks yes; defaults: seed 1", true),
    ])
    func differencesAreNoticed(command: String, parameters: String, agrees: Bool) {
        #expect((Self.difference(Self.words(command), Parameters(parameters)) == nil) == agrees)
    }
}
