/// The position of an error in the text of a query.
public struct SQLPosition: Sendable, Equatable {
    /// Number of the line, from 1.
    public let line: Int
    /// Number of the character in the line, from 1.
    public let column: Int
    /// The line, with control characters replaced by spaces.
    public let text: String
    /// Length of the word there in characters, at least 1.
    public let length: Int

    /// The number of characters shown of a longer line.
    private static let shown = 96

    /// Returns nil if `offset`, in bytes of UTF-8, is outside `sql`.
    init?(_ sql: String, offset: Int) {
        let bytes = Array(sql.utf8)
        guard offset >= 0, offset < bytes.count else { return nil }
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
        line = bytes[..<offset].count { $0 == newline } + 1
        let characters = Array(String(decoding: bytes[start..<end], as: UTF8.self))
        // SQLite's offset may lie within a character: a combining mark begins a word of its own for it.
        var (before, passed) = (0, start)
        while before < characters.count, passed + characters[before].utf8.count <= offset {
            passed += characters[before].utf8.count
            before += 1
        }
        column = before + 1
        text = String(characters.map(Self.plain))
        length = max(1, characters[before...].prefix { $0.utf8.allSatisfy(SQLScanner.isWord) }.count)
    }

    /// The line, and below it a caret under the position; both are indented by two spaces.
    public var pointer: String {
        let characters = Array(text)
        let first = column - 1 > Self.shown * 2 / 3 ? column - 1 - Self.shown / 2 : 0
        let part = characters[min(first, characters.count)...].prefix(Self.shown)
        let before = first > 0 ? "..." : ""
        let after = first + part.count < characters.count ? "..." : ""
        let caret = String(repeating: " ", count: before.count + column - 1 - first) + "^"
        let tail = String(repeating: "~", count: max(0, min(length, part.count - (column - 1 - first)) - 1))
        return "  \(before)\(String(part))\(after)\n  \(caret)\(tail)"
    }

    private static func plain(_ character: Character) -> Character {
        character.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) } ? " " : character
    }
}
