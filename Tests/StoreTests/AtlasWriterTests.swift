import Foundation
import GRDB
import Store
import Tensors
import TestSupport
import Testing
import Units

@Suite struct AtlasWriterTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
    }

    @Test func aFinishedAtlasIsOneFileThatStandsAlone() throws {
        try AtlasContents.random().write(path)
        #expect(folder.contents == ["a.sqlite"])
        #expect(try AtlasReader(path: path).isComplete)
    }

    @Test func whatWasCommittedIsWhereTheNextRunGoesOn() throws {
        let atlas = AtlasContents.random()
        let first = try atlas.writer(path)
        #expect(try first.resumeState() == nil)
        #expect(try first.knownImages().isEmpty)
        try first.commit(images: Array(atlas.images.prefix(6)), units: atlas.units)
        first.close()

        let second = try atlas.writer(path)
        let known = try second.knownImages()
        #expect(known.count == 6)
        for image in atlas.images.prefix(6) { #expect(known[path: image.record.path] == image.record) }
        let state = try #require(try second.resumeState())
        #expect(state.states == atlas.units.map(\.state))
        #expect(state.top == atlas.units.map { $0.top ?? [] })
    }

    @Test func aKilledRunGoesOnToTheSameAtlas() throws {
        let atlas = AtlasContents.random()
        try atlas.write(folder.file("whole.sqlite"))
        let writer = try atlas.writer(path)
        try writer.commit(images: Array(atlas.images.prefix(4)), units: [])
        // What a killed process leaves: the file and its write-ahead log.
        let left = folder.file("left.sqlite")
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: left + suffix)
        }
        let reader = try AtlasReader(path: left)
        #expect(!reader.isComplete)
        #expect(try reader.images().count == 4)
        reader.close()

        let next = try atlas.writer(left)
        #expect(try next.knownImages().count == 4)
        try next.commit(images: Array(atlas.images.dropFirst(4)), units: atlas.units)
        try next.finish()
        next.close()
        #expect(try logicalDump(path: left) == logicalDump(path: folder.file("whole.sqlite")))
    }

    @Test func aBatchIsAllOrNothing() throws {
        let atlas = AtlasContents.random()
        let writer = try atlas.writer(path)
        // The units' best images are not among those stored.
        #expect(throws: StoreError.self) { try writer.commit(images: [atlas.images[9]], units: atlas.units) }
        #expect(try writer.knownImages().isEmpty)
        #expect(try writer.resumeState() == nil)
    }

    @Test func unchangedBestImagesStayAndChangedOnesAreReplaced() throws {
        let atlas = AtlasContents.random()
        let writer = try atlas.writer(path)
        try writer.commit(images: atlas.images, units: atlas.units)
        let top = try #require(atlas.units[1].top)
        let record = UnitRecord(
            unit: UnitID(0), mean: 7, deviation: 0, maximum: 0, activeFraction: 0, threshold: 0)
        try writer.commit(
            images: [],
            units: [
                UnitUpdate(unit: UnitID(0), top: nil, record: record, state: [9]),
                UnitUpdate(unit: UnitID(1), top: [top[2]], record: atlas.units[1].record, state: [8]),
            ])
        let reader = try AtlasReader(path: path)
        #expect(try reader.topActivations(of: UnitID(0)) == atlas.units[0].top)
        #expect(try reader.topActivations(of: UnitID(1)) == [top[2]])
        #expect(try reader.units()[0] == record)
        #expect(try writer.resumeState()?.states.prefix(2) == [[9], [8]])
    }

    @Test func aSecondWriterIsRefusedWhileReadersAreLetIn() throws {
        let atlas = AtlasContents.random()
        let writer = try atlas.writer(path)
        #expect(throws: StoreError.locked(path: path)) { try atlas.writer(path) }
        #expect(try AtlasReader(path: path).images().isEmpty)
        try writer.commit(images: atlas.images, units: atlas.units)
        #expect(try AtlasReader(path: path).images().count == 10)
        writer.close()
        let next = try atlas.writer(path)
        #expect(throws: StoreError.locked(path: path)) { try atlas.writer(path) }
        next.close()
    }

    @Test func theLockFileOfAKilledProcessIsNoHindrance() throws {
        try Data().write(to: URL(fileURLWithPath: path + "-lock"))
        try AtlasContents.random().write(path)
        #expect(folder.contents == ["a.sqlite"])
    }

    @Test func finishingWhileSomebodyReadsKeepsEverything() throws {
        let atlas = AtlasContents.random()
        let writer = try atlas.writer(path)
        try writer.commit(images: atlas.images, units: atlas.units)
        let reader = try AtlasReader(path: path)
        #expect(try reader.images().count == 10)
        try writer.finish()
        writer.close()
        reader.close()
        #expect(try AtlasReader(path: path).isComplete)
        try atlas.writer(path).finish()
        #expect(folder.contents == ["a.sqlite"])
    }

    @Test func addingImagesOpensAFinishedAtlasAgain() throws {
        let atlas = AtlasContents.random()
        try atlas.write(path)
        let writer = try atlas.writer(path)
        #expect(try AtlasReader(path: path).isComplete)
        try writer.commit(images: [atlas.images[0]], units: [])
        #expect(try !AtlasReader(path: path).isComplete)
    }

    @Test func anImageOfTheSamePathReplacesTheOld() throws {
        let atlas = AtlasContents.random()
        let writer = try atlas.writer(path)
        try writer.commit(images: atlas.images, units: atlas.units)
        let record = atlas.images[1].record
        let gone = ImageRecord(
            path: record.path, width: 0, height: 0, bytes: 1, modified: 2, label: nil, status: .skipped(reason: "empty")
        )
        try writer.commit(
            images: [IndexedImage(record: gone, pooledMean: [], pooledMax: [], predictions: [])], units: [])
        let reader = try AtlasReader(path: path)
        #expect(try reader.image(record.path) == gone)
        #expect(try reader.pooled(record.path) == nil)
        #expect(try reader.predictions(of: record.path).isEmpty)
        #expect(try reader.images().count == 10)
    }

    @Test func headsWithoutFiniteWeightsAreRefusedAndLeaveNoFile() throws {
        var atlas = AtlasContents.random()
        let head = Head(
            weights: Tensor(shape: [1, 2], values: [1, .nan]), bias: [0], pooling: .average, form: .poolThenLinear)
        atlas.header.modelName = "nan"
        #expect(throws: StoreError.self) {
            try AtlasWriter(path: path, header: atlas.header, head: head, classes: Array(atlas.classes.prefix(1)))
        }
        #expect(folder.contents.isEmpty)
    }
}
