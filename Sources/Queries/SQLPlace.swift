/// Where in a query's text something is wrong.
public struct SQLPlace: Sendable, Equatable {
    /// From 1.
    public let line: Int
    /// From 1, in characters.
    public let column: Int
    /// The line, without what a terminal would not show as one character.
    public let text: String
    /// Characters of the word that stands there, at least 1.
    public let length: Int

    /// Characters of a longer line that are shown.
    private static let shown = 96

    /// - Parameter offset: In bytes of UTF-8; nil is returned where it is not in `sql`.
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

    /// The line, and below it a caret under the place; both begin with two blanks.
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
