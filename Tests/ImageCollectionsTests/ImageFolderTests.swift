import Foundation
import ImageCollections
import TestSupport
import Testing

@Suite struct ImageFolderTests {
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0]
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]

    @Test func listsByExtensionOrContentInTheOrderOfPathBytes() throws {
        let scratch = try TemporaryFolder([
            "b.JPEG": [1, 2, 3], "a.png": [], "a/z.jpg": [1], "a-b.jpg": [1], "Z.jpg": [1], "é.jpg": [1],
            "noname": Self.jpeg, "photo.dat": Self.png, "labels.csv": [0x61, 0x2C], "none.txt": [], ".hidden.jpg": [1],
            ".git/x.jpg": [1], "a/deep/er/x.gif": [1, 2],
        ])
        let entries = try ImageFolder.list(scratch.path)
        #expect(
            entries.map(\.path) == [
                "Z.jpg", "a-b.jpg", "a.png", "a/deep/er/x.gif", "a/z.jpg", "b.JPEG", "noname", "photo.dat", "é.jpg",
            ])
        #expect(entries.map(\.bytes) == [1, 1, 0, 2, 1, 3, 4, 9, 1])
        let now = Int64(Date().timeIntervalSince1970 * 1e9)
        #expect(entries.allSatisfy { abs($0.modified - now) < 60_000_000_000 })
        #expect(try ImageFolder.list(scratch.path + "/") == entries)
    }

    @Test func readsTimesToTheNanosecond() throws {
        let scratch = try TemporaryFolder(["a.png": []])
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000.5)], ofItemAtPath: scratch.path + "/a.png")
        #expect(try ImageFolder.list(scratch.path).map(\.modified) == [1_000_000_000_500_000_000])
    }

    @Test func followsLinksAndLeavesCycles() throws {
        let scratch = try TemporaryFolder(["real/a.jpg": [1, 2], "real/inner/b.jpg": [1]])
        try scratch.link("again", to: "real")
        try scratch.link("c.jpg", to: "real/a.jpg")
        try scratch.link("real/inner/up", to: "..")
        try scratch.link("lost.png", to: "nowhere")
        try scratch.link("lost", to: "nowhere")
        #expect(
            try ImageFolder.list(scratch.path).map { "\($0.path) \($0.bytes)" } == [
                "again/a.jpg 2", "again/inner/b.jpg 1", "c.jpg 2", "lost.png 0", "real/a.jpg 2", "real/inner/b.jpg 1",
            ])
    }

    @Test func refusesWhatIsNoFolder() throws {
        let scratch = try TemporaryFolder(["a.jpg": [1]])
        let missing = scratch.path + "/none"
        #expect(throws: CollectionError.missing(path: missing)) {
            try ImageFolder.list(missing)
        }
        let file = scratch.path + "/a.jpg"
        #expect(throws: CollectionError.notAFolder(path: file)) { try ImageFolder.list(file) }
    }

    @Test func readsAListFile() throws {
        let scratch = try TemporaryFolder(["x/a.jpg": [1, 2], "b c.bin": [1], "other/list.txt": []])
        let list = scratch.path + "/list.txt"
        try Data("./x//a.jpg\r\n\nb c.bin\n\(scratch.path)/x/a.jpg".utf8).write(to: URL(fileURLWithPath: list))
        let entries = try ImageFolder.list(listFile: list)
        #expect(entries.map { "\($0.path) \($0.bytes)" } == ["b c.bin 1", "x/a.jpg 2"])
        let elsewhere = scratch.path + "/other/list.txt"
        try Data("a.jpg\n".utf8).write(to: URL(fileURLWithPath: elsewhere))
        let others = try ImageFolder.list(listFile: elsewhere, relativeTo: scratch.path + "/x")
        #expect(others.map(\.path) == ["a.jpg"])
        #expect(others[0].modified == entries[1].modified)
    }

    /// Everything else can still be looked at.
    @Test func aListsMissingFilesAreListedWithTheirProblem() throws {
        let scratch = try TemporaryFolder(["x/a.jpg": [1], "list.txt": Array("x/a.jpg\nx/b.jpg\nx\n".utf8)])
        let entries = try ImageFolder.list(listFile: scratch.path + "/list.txt")
        #expect(entries.map(\.path) == ["x", "x/a.jpg", "x/b.jpg"])
        let problem = "is named by the list list.txt and is not there"
        #expect(entries.map(\.problem) == [problem, nil, problem])
    }

    /// The two bytes 0xE9 in Latin-1 and in UTF-8.
    @Test func namesThatAreNotUTF8AreWrittenWithEscapes() throws {
        let scratch = try TemporaryFolder(["a.jpg": [1], "é.jpg": [1]])
        try scratch.copy("a.jpg", to: Array("caf".utf8) + [0xE9] + Array(".jpg".utf8))
        try scratch.copy("a.jpg", to: Array("caf".utf8) + [0xE8, 0xC3, 0xA9] + Array(".jpg".utf8))
        let entries = try ImageFolder.list(scratch.path)
        #expect(entries.map(\.path) == ["a.jpg", "caf\\xE8é.jpg", "caf\\xE9.jpg", "é.jpg"])
        #expect(entries.allSatisfy { ImageFolder.entry(scratch.path + "/" + $0.path)?.bytes == 1 })
    }

    /// A name with the byte 0xE9, and one with the four characters that this byte is written as.
    @Test func aByteAndItsEscapeAreDifferentNames() throws {
        let scratch = try TemporaryFolder(["caf\\xE9.jpg": [1, 2]])
        #expect(ImageFolder.entry(scratch.path + "/caf\\xE9.jpg")?.bytes == 2)
        try scratch.write("xyz", to: "a.jpg")
        try scratch.copy("a.jpg", to: Array("caf".utf8) + [0xE9] + Array(".jpg".utf8))
        let entries = try ImageFolder.list(scratch.path)
        #expect(entries.map { "\($0.path) \($0.bytes)" } == ["a.jpg 3", "caf\\x5CxE9.jpg 2", "caf\\xE9.jpg 3"])
        #expect(entries.map { ImageFolder.entry(scratch.path + "/" + $0.path)?.bytes } == entries.map(\.bytes))
    }

    @Test func countsWhatItLeavesOut() throws {
        let scratch = try TemporaryFolder([
            "a.jpg": [1], "b.TIFF": [1], "c.heic": [1], "x/labels.csv": [1], "boxes.CSV": [1], "README": [1],
            "Thumbs.db": [1], "@eaDir/a.jpg": [1], "__MACOSX/._a.jpg": [1], "._a.jpg": [1],
            ".ipynb_checkpoints/a.jpg": [1],
        ])
        let listing = try ImageFolder.listing(scratch.path)
        #expect(listing.entries.map(\.path) == ["a.jpg", "b.TIFF", "c.heic"])
        #expect(listing.others == ["csv": 2, "": 1])
    }

    @Test func namesWhatAListGetsWrong() throws {
        let scratch = try TemporaryFolder(["x/a.jpg": [1], "list.txt": Array("x/b.jpg\nx\n".utf8)])
        let list = scratch.path + "/list.txt"
        let error = #expect(throws: CollectionError.missingFiles(list: list, files: ["x/b.jpg", "x"], count: 2)) {
            try ImageFolder.list(listFile: list)
        }
        #expect(error?.description == "\(list) names 2 missing files: x/b.jpg, x.")
        for (text, line, file) in [("x/a.jpg\n../y.jpg", 2, "../y.jpg"), ("/etc/hosts", 1, "/etc/hosts")] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: list))
            #expect(throws: CollectionError.outside(list: list, line: line, file: file, folder: scratch.path)) {
                try ImageFolder.list(listFile: list)
            }
        }
        for bytes in [[0xFF, 0xFE, 0x41], [0x41, 0, 0x42]] as [[UInt8]] {
            try Data(bytes).write(to: URL(fileURLWithPath: list))
            #expect(throws: CollectionError.notText(path: list)) {
                try ImageFolder.list(listFile: list)
            }
        }
    }
}
