import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite struct AtlasFileTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
    }

    private func change(_ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    @Test func aMissingFileOrFolderIsNamed() throws {
        #expect(throws: StoreError.missing(path: path)) { try AtlasReader(path: path) }
        #expect(throws: StoreError.notAnAtlas(path: folder.path)) { try AtlasReader(path: folder.path) }
        #expect(folder.contents.isEmpty)
        let nowhere = folder.file("no/such/folder/a.sqlite")
        let error = #expect(throws: StoreError.self) { try AtlasContents.random().write(nowhere) }
        guard case .unwritable(nowhere, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// A process killed within a transaction of the old kind leaves a journal that only a writer can roll back.
    @Test func aJournalLeftBehindIsRolledBack() throws {
        try AtlasContents.random().write(path)
        let expected = try logicalDump(path: path)
        let killed = folder.file("killed.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            // Little memory, so that changed pages are in the file before the end.
            try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = 1; BEGIN IMMEDIATE")
            try database.execute(sql: "UPDATE head_weight SET weight = 0; UPDATE top_activation SET mean = 0")
            for suffix in ["", "-journal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: killed + suffix)
            }
            try database.execute(sql: "ROLLBACK")
        }
        #expect(AtlasReader.isThere(killed))
        #expect(try logicalDump(path: killed) == expected)
        try FileManager.default.removeItem(atPath: path)
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(!AtlasReader.isThere(path))
        #expect(!AtlasReader.isThere(folder.file("nothing")))
    }

    @Test(arguments: ["hello, this is a text file and no database at all", "SQLite format 3\0but then rubbish"])
    func anotherFileIsRefusedAndKept(text: String) throws {
        let bytes = Data((text + String(repeating: "x", count: 2000)).utf8)
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.notAnAtlas(path: path)) { try AtlasReader(path: path) }
        #expect(throws: StoreError.notAnAtlas(path: path)) { try AtlasContents.random().writer(path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        #expect(folder.contents == ["a.sqlite"])
    }

    @Test func anotherDatabaseIsRefusedAndKept() throws {
        try change("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StoreError.notAnAtlas(path: path)) { try AtlasReader(path: path) }
        #expect(throws: StoreError.notAnAtlas(path: path)) { try AtlasContents.random().writer(path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }

    @Test func anEmptyFileBecomesAnAtlasButIsNone() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.notAnAtlas(path: path)) { try AtlasReader(path: path) }
        try AtlasContents.random().write(path)
        #expect(try AtlasReader(path: path).isComplete)
    }

    @Test func aNewerSchemaIsRefused() throws {
        try AtlasContents.random().write(path)
        try change("PRAGMA user_version = 99")
        let expected = StoreError.newerSchema(path: path, version: 99, supported: Schema.version)
        #expect(throws: expected) { try AtlasReader(path: path) }
        #expect(throws: expected) { try AtlasContents.random().writer(path) }
    }

    @Test func theFileSaysWhatItIs() throws {
        try AtlasContents.random().write(path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect([UInt8](bytes[68..<72]) == [UInt8]("UATL".utf8))
    }

    /// Every page from the second on overwritten: whatever is asked, an error and no trap.
    @Test func aDamagedFileIsAnErrorWhicheverPageIsHit() throws {
        try AtlasContents.random(images: 60).write(path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var failures = 0
        for page in 1..<whole.count / 4096 {
            var bytes = whole
            bytes.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 0xA5, count: 4096))
            try bytes.write(to: URL(fileURLWithPath: path))
            do {
                _ = try logicalDump(path: path)
            } catch {
                failures += 1
                #expect(error.description.hasPrefix(path))
            }
        }
        #expect(failures > 10)
    }

    @Test func aTruncatedFileIsAnError() throws {
        try AtlasContents.random(images: 60).write(path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for length in stride(from: 0, to: whole.count - 4096, by: 4096 + 100) {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            #expect(throws: StoreError.self) { try logicalDump(path: path) }
        }
    }
}
