import Foundation
import Images
import TestSupport
import Testing

@Suite struct ImageErrorTests {
    static func png(width: Int, height: Int, kind: UInt8 = 2, depth: UInt8 = 8, tail: [UInt8] = [0, 0, 0]) -> [UInt8] {
        let sides = [width, height].flatMap { side in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: side >> $0) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", sides + [depth, kind] + tail)
            + chunk("IEND", [])
    }

    static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in body {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        func bigEndian(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
        return bigEndian(UInt32(data.count)) + body + bigEndian(~sum)
    }

    static func jpeg(width: Int, height: Int) -> [UInt8] {
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8)]
            + [UInt8(width & 255), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 17, 3, 17, 0]
            + [63, 0, 0xFF, 0xD9]
    }

    static let cases: [([UInt8], String)] = [
        ([], "is empty (0 bytes)"),
        (Array("II*\0".utf8), "is a TIFF image; JPEG, PNG, WebP, GIF, BMP, PBM, PGM and PPM are supported"),
        ([0x0A], "is not an image of a known format; JPEG, PNG, WebP, GIF, BMP, PBM, PGM and PPM are supported"),
        (Array("GIF89a..".utf8), "is truncated: no frame in its 8 bytes"),
        ([0xFF, 0xD8], "is truncated: only 2 bytes"),
        (png(width: 70000, height: 70000), "is 70000×70000 pixels, more than the 178 megapixels accepted"),
        (jpeg(width: 65000, height: 65000), "is 65000×65000 pixels, more than the 178 megapixels accepted"),
        (png(width: 0, height: 5), "has no pixels: its size is 0×5"),
        (jpeg(width: 5, height: 0), "has no pixels: its size is 5×0"),
        (png(width: 13000, height: 13000), "is truncated: the pixel data end before the last row"),
        (jpeg(width: 13000, height: 13000), "is truncated: 13000×13000 pixels cannot fit in 37 bytes"),
        (png(width: 2, height: 2, kind: 3), "is corrupt: its palette has 0 bytes"),
        (png(width: 2, height: 2, kind: 5), "is corrupt: colour type 5 with 8 bits per sample"),
        (png(width: 2, height: 2, depth: 4), "is corrupt: colour type 2 with 4 bits per sample"),
        (
            png(width: 2, height: 2, tail: [0, 0, 2]),
            "is not supported: compression, filter and interlace methods 0, 0, 2"
        ),
    ]

    @Test("A reason for each kind of bad file", arguments: cases)
    func reasons(bytes: [UInt8], reason: String) throws {
        let error = #expect(throws: ImageError.self) { try ImageFile.decode(bytes: bytes, name: "x/y.png") }
        #expect(error?.reason == reason)
        #expect(error?.description == "image x/y.png \(reason)")
    }

    @Test func namesWhatCannotBeRead() {
        let folder = FileManager.default.temporaryDirectory.path
        #expect(throws: ImageError.unreadable(path: folder, detail: "it is a folder")) {
            try ImageFile.decode(path: folder)
        }
        let missing = folder + "/there-is-none.jpg"
        let error = #expect(throws: ImageError.unreadable(path: missing, detail: "file not found")) {
            try ImageFile.dimensions(path: missing)
        }
        #expect(error?.reason == "cannot be read: file not found")
        #expect(throws: ImageError.unreadable(path: "/dev/zero", detail: "it is not a regular file")) {
            try ImageFile.decode(path: "/dev/zero")
        }
    }

    @Test func noticesAWrongChecksum() throws {
        var bytes = try DecodingFixtures.bytes("png-rgb8.png")
        bytes[60] ^= 1
        let error = #expect(throws: ImageError.self) { try ImageFile.decode(bytes: bytes, name: "a") }
        #expect(error?.reason == "is corrupt: chunk IDAT has a wrong checksum")
    }

    @Test(
        "A changed byte gives pixels or an error", arguments: DecodingFixtures.names.filter { !$0.contains("orient") })
    func survivesDamage(name: String) throws {
        let bytes = try DecodingFixtures.bytes(name)
        let expected = try #require(DecodingFixtures.expected[name])
        var random = SeededGenerator(seed: 1)
        for _ in 0..<150 {
            var damaged = bytes
            damaged[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            // A JPEG header has no checksum, so its size may change.
            guard let raster = try? ImageFile.decode(bytes: damaged, name: name), name.hasPrefix("png") else {
                continue
            }
            #expect(raster.pixels.count == expected.width * expected.height * 3)
        }
    }
}
