import GRDB
import Store
import Tensors
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

    /// What analyses store: a row of each kind, damaged.
    @Test(
        arguments: [
            ("segmentation SET mask = x'0201'", .mask(unit: UnitID(2), image: image)),
            (
                "receptive_field SET map = x'00000000'",
                .map(table: "receptive_field", unit: UnitID(2), height: 2, width: 1)
            ),
            ("receptive_field SET configuration = '{}'", .json(column: "receptive_field.configuration")),
            ("head_label SET split = 'rest'", .unknownValue(column: "head_label.split", value: "rest")),
            ("unit_concept SET rule = 'guess'", .unknownValue(column: "unit_concept.rule", value: "guess")),
        ] as [(String, AtlasDamage)])
    func resultsOfAnalyses(_ change: String, _ damage: AtlasDamage) throws {
        func read(_ reader: AtlasReader) throws -> [Int] {
            [
                try reader.segmentations(of: UnitID(2)).count, try reader.receptiveFields(of: UnitID(2)).count,
                try reader.labels(of: HeadID(2)).count, try reader.unitConcepts().count,
            ]
        }
        try storeResults()
        let reader = try AtlasReader(path: path)
        #expect(try read(reader) == [1, 1, 1, 1])
        reader.close()
        #expect(try error(after: "UPDATE \(change)", read) == .damaged(path: path, damage))
    }

    private static let image = "folder/1é.jpg"

    /// Stores a mask and a receptive field of unit 2, a head with a label, and a unit's name.
    private func storeResults() throws {
        let editor = try AtlasEditor(path: path)
        try editor.save([
            SegmentationRecord(
                unit: UnitID(2), image: Self.image, method: "threshold", configuration: "{}",
                mask: Mask(width: 2, height: 1, pixels: [true, false]))
        ])
        try editor.save(
            StoredHead(
                name: "own", origin: .trained,
                head: Head(
                    weights: Tensor(shape: [1, 5], values: [1, 2, 3, 4, 5]), bias: [0], pooling: .average,
                    form: .poolThenLinear), loss: "svm", configuration: HeadConfiguration(),
                classes: [ClassRecord(id: ClassID(0), name: "warm", wnid: nil)],
                labels: [HeadLabel(path: Self.image, classID: ClassID(0), split: .test)]), replacing: false)
        try editor.save(
            DiscoveryRecord(kind: .units, name: "parts", head: nil, figures: [], configuration: []),
            concepts: [
                UnitConceptRecord(
                    unit: UnitID(2), rank: 1, concept: "ear", intersectionOverUnion: 0.25,
                    support: .init(chance: 0.1, p: 0.01, q: 0.02, isDetector: true), level: 1, rule: .quantile)
            ], toolVersion: "1")
        editor.close()
        let configuration = FieldConfiguration(
            patch: 2, stride: 1, noise: "", seed: 1, images: 1, precision: .f32, measure: "", center: "", mean: "",
            share: 0.5, inputWidth: 8, inputHeight: 8, theoretical: nil, originX: 0, originY: 0)
        let writer = try ReceptiveFieldWriter(path: path, configuration: configuration)
        try writer.finish(
            ReceptiveFieldRecord(
                unit: UnitID(2), configuration: configuration, size: 1, area: 1, images: 1, cut: nil,
                map: Plane(height: 2, width: 1, values: [0, 1])))
        writer.close()
    }

    @Test func bytesThatSQLiteRefuses() throws {
        let other = try folder.write(String(repeating: "Z", count: 1000), to: "b.sqlite")
        #expect(throws: StoreError.notAnAtlas(path: other)) { try AtlasReader(path: other) }
    }
}
