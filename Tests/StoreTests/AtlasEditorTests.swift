import Analyses
import GRDB
import Store
import Tensors
import TestSupport
import Testing
import Units

@Suite struct AtlasEditorTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
        try AtlasContents.random().write(path)
    }

    private static let configuration = HeadConfiguration(
        source: "a.npy", labels: "labels.csv", test: Proportion(successes: 3, total: 4))

    private func head(_ name: String, weight: Float = 1, labels: [HeadLabel] = []) -> StoredHead {
        StoredHead(
            name: name, origin: .trained,
            head: Head(
                weights: Tensor(shape: [2, 4], values: [weight, 2, 3, 4, -1, -2, -3, 0.1]), bias: [0.5, -0.25],
                pooling: .maximum, form: .poolThenLinear),
            loss: "svm", configuration: Self.configuration,
            classes: [
                ClassRecord(id: ClassID(0), name: "warm", wnid: nil),
                ClassRecord(id: ClassID(1), name: "cold", wnid: "n00000001"),
            ], labels: labels)
    }

    private func save(_ stored: StoredHead, replacing: Bool = false) throws -> HeadID {
        let editor = try AtlasEditor(path: path)
        defer { editor.close() }
        return try editor.save(stored, replacing: replacing)
    }

    @Test func aHeadReadsBackAsItWas() throws {
        let labels = [
            HeadLabel(path: "folder/0é.jpg", classID: ClassID(1), split: .train),
            HeadLabel(path: "folder/1é.jpg", classID: ClassID(0), split: .test, value: 0.125),
        ]
        let stored = head("warmth", labels: labels)
        #expect(try save(stored) == HeadID(2))
        let reader = try AtlasReader(path: path)
        #expect(try reader.head(HeadID(2)) == stored.head)
        #expect(try reader.classes(of: HeadID(2)) == stored.classes)
        #expect(try reader.labels(of: HeadID(2)) == labels)
        #expect(try reader.labels(of: .native).isEmpty)
        let record = try #require(try reader.heads().last)
        #expect(record.name == "warmth" && record.loss == "svm" && record.pooling == .maximum && record.classCount == 2)
        #expect(record.configuration == Self.configuration && record.form == .poolThenLinear)
        #expect(try reader.heads().map(\.name) == ["native", "warmth"])
        #expect(folder.contents == ["a.sqlite"])
    }

    @Test func aNameIsTakenOnce() throws {
        let native = try AtlasReader(path: path).head()
        #expect(try save(head("x")) == HeadID(2))
        #expect(try save(head("y")) == HeadID(3))
        #expect(throws: StoreError.self) { try save(head("x", weight: 9)) }
        #expect(throws: StoreError.self) { try save(head("native"), replacing: true) }
        let reader = try AtlasReader(path: path)
        #expect(try reader.head(HeadID(2))?.weights.values.first == 1)
        reader.close()
        #expect(try save(head("x", weight: 9), replacing: true) == HeadID(2))
        let after = try AtlasReader(path: path)
        #expect(try after.head(HeadID(2))?.weights.values.first == 9)
        #expect(try after.head(HeadID(3))?.weights.values.first == 1)
        #expect(try after.head() == native)
        let weights = try DatabaseQueue(path: path).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM head_weight")
        }
        #expect(weights == 6 * 4 + 2 * 8)
    }

    /// What cannot be stored leaves nothing behind.
    @Test func allOrNothing() throws {
        let before = try logicalDump(path: path)
        let stranger = HeadLabel(path: "nowhere.jpg", classID: ClassID(0), split: .train)
        #expect(throws: StoreError.unknownImage(path: path, image: "nowhere.jpg")) {
            try save(head("x", labels: [stranger]))
        }
        #expect(throws: StoreError.self) { try save(head("x", weight: .nan)) }
        #expect(throws: StoreError.missing(path: folder.file("none"))) {
            _ = try AtlasEditor(path: folder.file("none"))
        }
        #expect(try logicalDump(path: path) == before)
        #expect(folder.contents == ["a.sqlite"])
    }

    /// Effects are over the images there are: new images make them go.
    @Test func effectsGoWithTheImagesTheyAreOver() throws {
        func count() throws -> Int? {
            try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ablation") }
        }
        let editor = try AtlasEditor(path: path)
        let effects = (0..<4).map { unit in
            AblationRecord(
                classID: ClassID(1), unit: UnitID(unit), images: 3, accuracyLost: 0.75, accuracyGained: 0.25,
                accuracyDrop: 0.5, marginDrop: Double(unit),
                logitDrop: 0.25)
        }
        let before = try logicalDump(path: path)
        try editor.save(effects, of: .native, method: .pooled)
        try editor.save(effects, of: .native, method: .maps)
        editor.close()
        #expect(try count() == 4)
        #expect(try logicalDump(path: path) != before)
        let atlas = AtlasContents.random()
        let writer = try atlas.writer(path)
        try writer.commit(images: [atlas.images[0]], units: [])
        writer.close()
        #expect(try count() == 0)
    }
}
