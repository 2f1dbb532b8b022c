import GRDB
import TestSupport
import Testing

@testable import Store

/// Atlases of an older schema.
struct OlderAtlasTests {
    private let stored: StoredAtlas
    private var folder: TemporaryFolder { stored.folder }
    private var path: String { stored.path }
    private var atlas: AtlasContents { stored.contents }

    init() throws {
        stored = try StoredAtlas()
        try change("PRAGMA user_version = 9")
    }

    private func change(_ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    @Test func anOlderSchemaIsRefused() throws {
        let expected = StoreError.olderSchema(path: path, version: 9, supported: Schema.version)
        #expect(throws: expected) { try AtlasReader(path: path) }
        #expect(throws: expected) { try atlas.writer(path) }
        #expect(throws: expected) { try AtlasEditor(path: path) }
        #expect(expected.description.contains("was built by an older version of unit-atlas"))
    }

    @Test func itsSettingsCanBeReadAndTheFileReplaced() throws {
        let older = try #require(try OlderAtlas(path: path))
        #expect(older.header == atlas.header)
        #expect(older.results.isEmpty)
        let writer = try AtlasWriter(
            path: path, header: older.header, head: atlas.head, classes: atlas.classes, replacesOlder: true)
        #expect(try writer.knownImages().isEmpty)
        try writer.commit(images: atlas.images, units: atlas.units)
        try writer.finish()
        writer.close()
        #expect(try OlderAtlas(path: path) == nil)
        #expect(try AtlasReader(path: path).images().count == 10)
        #expect(folder.contents == ["a.sqlite"])
        try atlas.write(folder.file("fresh.sqlite"))
        #expect(try logicalDump(path: path) == logicalDump(path: folder.file("fresh.sqlite")))
    }

    @Test func unreadableSettingsAreAnErrorOfTheirOwn() throws {
        try change("UPDATE atlas SET configuration = '{}'")
        #expect(throws: StoreError.unreadableOlder(path: path, version: 9)) { try OlderAtlas(path: path) }
        #expect(try OlderAtlas(path: folder.file("none")) == nil)
    }
}
