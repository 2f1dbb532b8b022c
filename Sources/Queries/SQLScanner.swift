/// Scans SQL for comments, quoted text and parameters.
struct SQLScanner {
    /// Names after `:`, `@` or `$`, each once, in the order of their first use.
    private(set) var parameters: [String] = []
    /// The first word of the statement, in upper case; empty if there is none.
    private(set) var firstWord = ""
    /// Its offset in bytes.
    private(set) var firstWordOffset = 0
    /// Offset of the first `?`.
    private(set) var positionalParameter: Int?
    /// Offset of a second statement.
    private(set) var secondStatement: Int?

    /// The words outside quotes and comments, in lower case, with their offsets.
    private(set) var words: [(word: String, offset: Int)] = []

    private let bytes: [UInt8]
    private var index = 0
    private var hasEnded = false

    init(_ sql: String) {
        bytes = Array(sql.utf8)
        while index < bytes.count { step() }
    }

    /// Offset of the name at the end of a message of SQLite, as in `no such table: units`; nil if it is not in the text.
    func offset(ofNameIn message: String) -> Int? {
        guard let name = message.split(separator: " ").last?.split(separator: ".").last?.lowercased() else {
            return nil
        }
        return words.first { $0.word == name }?.offset
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        index + offset < bytes.count ? bytes[index + offset] : 0
    }

    private mutating func step() {
        let isBlank = [UInt8(ascii: " "), 9, 10, 12, 13].contains(byte())
        let isComment = [[UInt8(ascii: "-"), UInt8(ascii: "-")], [UInt8(ascii: "/"), UInt8(ascii: "*")]]
            .contains([byte(), byte(1)])
        if hasEnded, !isBlank, !isComment, byte() != UInt8(ascii: ";"), secondStatement == nil {
            secondStatement = index
        }
        switch (byte(), byte(1)) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            while index < bytes.count, byte() != UInt8(ascii: "\n") { index += 1 }
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
            index += 2
            while index < bytes.count, !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { index += 1 }
            index += 2
        case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _), (UInt8(ascii: "`"), _): skip(to: byte())
        case (UInt8(ascii: "["), _): skip(to: UInt8(ascii: "]"))
        case (UInt8(ascii: "?"), _):
            positionalParameter = positionalParameter ?? index
            index += 1
        case (UInt8(ascii: ";"), _):
            hasEnded = true
            index += 1
        case (let mark, let next)
        where [UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$")].contains(mark) && Self.isWord(next):
            index += 1
            let name = word()
            if !parameters.contains(name) { parameters.append(name) }
        case (let first, _) where Self.isWord(first):
            let start = index
            let word = word()
            words.append((word.lowercased(), start))
            if firstWord.isEmpty { (firstWord, firstWordOffset) = (word.uppercased(), start) }
        default: index += 1
        }
    }

    /// A doubled quote ends one piece and begins the next, which makes no difference here.
    private mutating func skip(to mark: UInt8) {
        index += 1
        while index < bytes.count, byte() != mark { index += 1 }
        index += 1
    }

    private mutating func word() -> String {
        let start = index
        while Self.isWord(byte()) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }
}
