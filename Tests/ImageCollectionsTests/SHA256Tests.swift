import Foundation
import ImageCollections
import TestSupport
import Testing

struct SHA256Tests {
    /// Examples of FIPS 180-4's validation suite.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func knownDigests(_ text: String, _ digest: String) {
        #expect(SHA256.hexadecimal(of: text.utf8) == digest)
        var pieces = SHA256()
        for byte in text.utf8 { pieces.update([byte]) }
        pieces.update([])
        let whole = pieces.hexadecimal()
        #expect(whole == digest)
    }

    @Test func aMillionTimesA() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Data(repeating: 0x61, count: 1_000_000), to: "a")
        #expect(
            try SHA256.hexadecimal(ofFile: path) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        #expect(throws: CollectionError.self) { try SHA256.hexadecimal(ofFile: path + "b") }
    }
}
