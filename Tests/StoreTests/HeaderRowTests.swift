import Foundation
import Images
import Store
import TestSupport
import Testing
import Units

@Suite struct HeaderRowTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
        try AtlasContents.random().write(path)
    }

    private func differences(_ change: (inout AtlasContents) -> Void) throws -> [SettingDifference] {
        var atlas = AtlasContents.random()
        change(&atlas)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        var found: [SettingDifference] = []
        do {
            try atlas.writer(path).close()
        } catch StoreError.differs(let file, let differences) {
            #expect(file == path)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            #expect(folder.contents == ["a.sqlite"])
            found = differences
        }
        return found
    }

    @Test func eachDifferenceIsNamedWithBothValues() throws {
        #expect(
            try differences { $0.header.modelSHA256 = "cd34" }
                == [.init(name: "model SHA-256", stored: "ab12", requested: "cd34")])
        #expect(
            try differences {
                $0.header.layer = "relu4"
                $0.header.mapHeight = 4
                $0.header.preprocessing.fit = .squash(width: 64, height: 32)
            } == [
                .init(name: "layer", stored: "relu5", requested: "relu4"),
                .init(name: "map", stored: "2×3", requested: "4×3"),
                .init(name: "input", stored: "32×48", requested: "32×64"),
                .init(name: "preprocessing fit.squash.width", stored: "48", requested: "64"),
            ])
        #expect(
            try differences { $0.header.preprocessing.mean[1] = 0.25 }
                == [.init(name: "preprocessing mean[1]", stored: "0.5", requested: "0.25")])
        #expect(
            try differences {
                $0.header.settings.top = 4
                $0.header.settings.imported = true
            } == [
                .init(name: "configuration imported", stored: "absent", requested: "true"),
                .init(name: "configuration top", stored: "3", requested: "4"),
            ])
    }

    @Test func otherClassesAreADifference() throws {
        let atlas = AtlasContents.random()
        var classes = atlas.classes
        classes[2] = ClassRecord(id: ClassID(2), name: "toad", wnid: "n2")
        let expected = StoreError.differs(
            path: path, [.init(name: "class 2", stored: "“class 2, c”", requested: "“toad”")])
        #expect(throws: expected) {
            try AtlasWriter(path: path, header: atlas.header, head: atlas.head, classes: classes)
        }
        classes.removeLast()
        #expect(throws: StoreError.differs(path: path, [.init(name: "number of classes", stored: "6", requested: "5")]))
        {

            try AtlasWriter(path: path, header: atlas.header, head: atlas.head, classes: classes)
        }
    }

    @Test func timesAndVersionsDoNotCount() throws {
        let found = try differences {
            $0.header.createdAt = "2030-01-01T00:00:00Z"
            $0.header.toolVersion = "2"
        }
        #expect(found.isEmpty)
        #expect(try AtlasReader(path: path).header.createdAt == "2025-01-01T00:00:00Z")
    }

    @Test func filesMayMoveAndTheNewPlaceIsStored() throws {
        var moved = AtlasContents.random().header.settings
        (moved.images, moved.model, moved.labels, moved.engine) = ("/elsewhere", "/moved.onnx", "/l.csv", "another")
        #expect(try differences { $0.header.settings = moved }.isEmpty)
        #expect(try AtlasReader(path: path).header.settings == moved)
    }

    @Test func theSentenceShowsEveryDifference() {
        let differences = [("layer", "relu5", "relu4"), ("map", "13×13", "27×27")].map(SettingDifference.init)
        let sentence = StoreError.differs(path: "a.sqlite", differences).description
        for part in ["a.sqlite"] + differences.flatMap({ [$0.name, $0.stored, $0.requested] }) {
            #expect(sentence.contains(part))
        }
    }
}
