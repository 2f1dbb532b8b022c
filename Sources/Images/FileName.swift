/// The name of a file as text, from which its bytes follow: names are bytes, and need not be UTF-8.
///
/// A byte that is not part of a character is written as `\xE9`. Where a name itself has a backslash that begins such an
/// escape, the backslash is written as `\x5C`, so that different names are different texts.
enum FileName {
    private static let backslash = UInt8(ascii: "\\")

    /// Returns a name or a path as text.
    static func text(of bytes: [UInt8]) -> String {
        guard String(validating: bytes, as: UTF8.self) == nil || bytes.contains(backslash) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var text = ""
        var rest = bytes[...]
        while let first = rest.first {
            // A character has up to four bytes.
            let character = (1...4).lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
            if let character, !character.isEmpty, escaped(at: rest) == nil {
                text += character
                rest = rest.dropFirst(character.utf8.count)
            } else {
                text += "\\x" + String(first, radix: 16, uppercase: true)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    /// Returns the bytes of a name or a path; escapes may have small letters.
    static func bytes(of text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            let byte = escaped(at: rest)
            bytes.append(byte ?? first)
            rest = rest.dropFirst(byte == nil ? 1 : 4)
        }
        return bytes
    }

    /// The byte whose escape `text` begins with: one that ASCII lacks, or a backslash.
    private static func escaped(at text: ArraySlice<UInt8>) -> UInt8? {
        let escape = text.prefix(4)
        guard escape.count == 4, escape.starts(with: [backslash, UInt8(ascii: "x")]) else { return nil }
        let digits = escape.dropFirst(2)
        // A sign would be read too.
        guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
        guard let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
        return byte >= 128 || byte == backslash ? byte : nil
    }
}
