import TestSupport
import Testing

@testable import Images

/// Names of files as text.
struct FileNameTests {
    @Test(
        arguments: [
            ([0x63, 0x61, 0x74], "cat"), ([0xE9], #"\xE9"#), ([0xC3, 0xA9], "é"), ([0xC3], #"\xC3"#),
            (Array(#"a\b"#.utf8), #"a\b"#), (Array(#"\xE9"#.utf8), #"\x5CxE9"#), (Array(#"\xe9"#.utf8), #"\x5Cxe9"#),
            (Array(#"\x5C"#.utf8), #"\x5Cx5C"#), (Array(#"\x41"#.utf8), #"\x41"#), (Array(#"\x+9"#.utf8), #"\x+9"#),
            (Array(#"\xE"#.utf8) + [0xE9], #"\xE\xE9"#), (Array(#"\\xE9"#.utf8), #"\\x5CxE9"#),
        ] as [([UInt8], String)])
    func names(_ bytes: [UInt8], _ text: String) {
        #expect(FileName.text(of: bytes) == text)
        #expect(FileName.bytes(of: text) == bytes)
    }

    @Test func smallLettersAreReadToo() {
        #expect(FileName.bytes(of: #"caf\xe9"#) == Array("caf".utf8) + [0xE9])
    }

    /// Different names are different texts: each text gives its name back. The bytes are those of which escapes consist,
    /// and those of characters of two to four bytes.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func everyNameIsFoundByItsText(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let likely = Array(#"\\x5Cce9E"#.utf8) + [0xE9, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x80]
        for _ in 0..<2_000 {
            let name = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                let byte = likely[Int.random(in: 0..<likely.count, using: &random)]
                return Bool.random(using: &random) ? byte : UInt8.random(in: 1...255, using: &random)
            }
            let text = FileName.text(of: name)
            try #require(FileName.bytes(of: text) == name, "\(name) is written as \(text)")
        }
    }
}
