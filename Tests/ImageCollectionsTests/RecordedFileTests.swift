import Foundation
import ImageCollections
import TestSupport
import Testing
import Units

struct RecordedFileTests {
    private let folder: TemporaryFolder
    private let entry: ImageFolder.Entry

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("abc", to: "a.png")
        entry = try #require(ImageFolder.entry(folder.file("a.png")))
    }

    private func record(
        bytes: Int64? = nil, modified: Int64? = nil, digest: Int64? = SHA256.prefix(of: Array("abc".utf8))
    ) -> ImageRecord {
        ImageRecord(
            path: "a.png", width: 1, height: 1, bytes: bytes ?? entry.bytes, modified: modified ?? entry.modified,
            digest: digest, label: nil, status: .indexed)
    }

    /// FIPS 180-4's example: the digest of "abc" begins with ba7816bf8f01cfea.
    @Test func theDigestIsTheBeginningOfSHA256() throws {
        #expect(SHA256.prefix(of: Array("abc".utf8)) == Int64(bitPattern: 0xba78_16bf_8f01_cfea))
        #expect(try SHA256.prefix(ofFile: folder.file("a.png")) == Int64(bitPattern: 0xba78_16bf_8f01_cfea))
    }

    @Test func sizeTimeAndContentDecide() {
        #expect(record().file(in: folder.path) == .unchanged)
        #expect(record(digest: 7).file(in: folder.path) == .unchanged)
        #expect(record(modified: 5).file(in: folder.path) == .touched(modified: entry.modified))
        #expect(record(modified: 5, digest: 7).file(in: folder.path) == .changed)
        #expect(record(modified: 5, digest: nil).file(in: folder.path) == .changed)
        #expect(record(bytes: 4).file(in: folder.path) == .changed)
        #expect(record().file(in: folder.path + "/none") == .missing)
        #expect(record(modified: 5, digest: 7).isChanged(in: folder.path))
        #expect(!record().isChanged(in: folder.path + "/none"))
    }
}
