import GRDB
import Store
import TestSupport
import Testing
import Units

/// An atlas that other programs, or a fault, have changed: what is wrong in it is data.
struct AtlasDamageTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
        try AtlasContents.random(units: 5, classes: 7, images: 23).write(path)
    }

    private func error<Value>(after sql: String, _ body: (AtlasReader) throws -> Value) throws -> StoreError? {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let file = try DatabaseQueue(path: path, configuration: configuration)
        try file.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try database.execute(sql: sql)
        }
        try file.close()
        do {
            let reader = try AtlasReader(path: path)
            defer { reader.close() }
            _ = try body(reader)
            return nil
        } catch let error as StoreError {
            return error
        }
    }

    @Test func anEmptyTable() throws {
        #expect(
            try error(after: "DELETE FROM atlas") { $0 }
                == .damaged(path: path, .emptyTable("atlas")))
    }

    @Test func invalidJSON() throws {
        #expect(
            try error(after: "UPDATE head SET configuration = '[]'") { try $0.heads() }
                == .damaged(path: path, .json(column: "head.configuration")))
        #expect(
            try error(after: "UPDATE atlas SET preprocessing = '{}'") { $0 }
                == .damaged(path: path, .json(column: "atlas.preprocessing")))
    }

    @Test func anUnknownValue() throws {
        #expect(
            try error(after: "UPDATE head SET pooling = 'median'") { try $0.heads() }
                == .damaged(path: path, .unknownValue(column: "head.pooling", value: "median")))
    }

    @Test func missingWeights() throws {
        let sql = "DELETE FROM head_row WHERE class = 3; DELETE FROM head_weight WHERE class = 3 AND unit = 2"
        #expect(try error(after: sql) { try $0.head() } == .damaged(path: path, .incompleteHead(.native)))
    }

    @Test func blobsOfTheWrongLength() throws {
        #expect(
            try error(after: "UPDATE head_row SET weights = x'0000' WHERE class = 3") {
                try $0.weights(of: ClassID(3), in: .native)
            } == .damaged(path: path, .weights(head: .native, classID: ClassID(3))))
        #expect(
            try error(after: "UPDATE image SET pooled_max = x'000000' WHERE path = 'folder/1é.jpg'") {
                try $0.pooled(.maximum, of: .path(ImagePath("folder/1é.jpg")))
            } == .damaged(path: path, .pooledActivations(image: "folder/1é.jpg")))
        #expect(
            try error(after: "UPDATE top_activation SET map = x'00000000' WHERE unit = 4") {
                try $0.topActivations(of: UnitID(4))
            } == .damaged(path: path, .map(table: "top_activation", unit: UnitID(4), height: 2, width: 3)))
    }

    @Test func aMissingState() throws {
        #expect(
            try error(after: "DELETE FROM unit_state WHERE unit = 1") { try $0.unitStates() }
                == .damaged(path: path, .missingState(UnitID(1))))
    }

    @Test func bytesThatSQLiteRefuses() throws {
        let other = try folder.write(String(repeating: "Z", count: 1000), to: "b.sqlite")
        #expect(throws: StoreError.notAnAtlas(path: other)) { try AtlasReader(path: other) }
    }
}
