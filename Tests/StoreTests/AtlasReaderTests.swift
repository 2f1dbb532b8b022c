import Foundation
import GRDB
import Tensors
import TestSupport
import Testing
import Units

@testable import Store

@Suite struct AtlasReaderTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
    }

    @Test(arguments: [1, 2, 3]) func everythingComesBackAsItWasWritten(seed: UInt64) throws {
        let atlas = AtlasContents.random(units: 5, classes: 7, images: 23, seed: seed)
        try atlas.write(path)
        let reader = try AtlasReader(path: path)
        #expect(reader.header == atlas.header)
        #expect(try reader.head() == atlas.head)
        #expect(try reader.head(HeadID(2)) == nil)
        #expect(try reader.classes() == atlas.classes)
        #expect(try reader.units() == atlas.units.map(\.record))
        let sorted = atlas.images.map(\.record).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        #expect(try reader.images() == sorted)
        #expect(try reader.images(label: ClassID(2)) == sorted.filter { $0.label == ClassID(2) })
        let record = try #require(try reader.heads().first)
        #expect(record.form == atlas.head.form && record.classCount == 7)
        for id in atlas.classes.map(\.id) {
            #expect(try reader.weights(of: id, in: .native) == atlas.head.row(id))
        }
        #expect(try reader.weights(of: ClassID(0), in: HeadID(2)).isEmpty)
        for unit in atlas.units { #expect(try reader.topActivations(of: unit.unit) == unit.top) }
        var visited: [String] = []
        try reader.forEachPooled { record, vectors in
            let image = try #require(atlas.images.first { $0.record == record })
            #expect(vectors.mean == image.pooledMean && vectors.maximum == image.pooledMax)
            #expect(try reader.pooled(record.path) == vectors)
            #expect(try reader.predictions(of: record.path) == image.predictions)
            visited.append(record.path)
        }
        #expect(visited == sorted.filter { $0.status == .indexed }.map(\.path))
        #expect(try reader.image("nowhere.jpg") == nil)
        #expect(try reader.topActivations(of: UnitID(99)).isEmpty)
    }

    /// Blobs of whole classes are a copy: without them all is read from single weights, and what was changed there holds.
    @Test func weightsChangedByHandAreBelieved() throws {
        let atlas = AtlasContents.random(units: 5, classes: 7, images: 3, seed: 1)
        try atlas.write(path)
        let file = try DatabaseQueue(path: path)
        let copies = try file.read { try Data.fetchAll($0, sql: "SELECT weights FROM head_row ORDER BY class") }
        #expect(copies == (0..<7).map { FloatBlob.bytes(atlas.head.row(ClassID($0))) })
        try file.write { try $0.execute(sql: "UPDATE head_weight SET weight = 0.75 WHERE class = 3 AND unit = 2") }
        func head() throws -> Head? {
            let reader = try AtlasReader(path: path)
            defer { reader.close() }
            return try reader.head()
        }
        var expected = atlas.head.weights.values
        expected[3 * atlas.head.unitCount + 2] = 0.75
        #expect(try head()?.weights.values == expected)
        try file.write { try $0.execute(sql: "REPLACE INTO head_weight VALUES (1, 4, 0, -2.5)") }
        expected[4 * atlas.head.unitCount] = -2.5
        #expect(try head()?.weights.values == expected)
        // The next run makes the blobs anew.
        try file.write { try HeadRows.fillRows($0) }
        #expect(try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM head_row") } == 7)
        #expect(try head()?.weights.values == expected)
        try file.write { try $0.execute(sql: "DELETE FROM head_row") }
        #expect(try head()?.weights.values == expected)
        try file.write { try $0.execute(sql: "INSERT INTO head_row VALUES (1, 0, x'000000')") }
        #expect(throws: StoreError.self) { try head() }
        try file.write {
            try $0.execute(sql: "DELETE FROM head_row; DELETE FROM head_weight WHERE class = 6 AND unit = 1")
        }
        #expect(throws: StoreError.self) { try head() }
    }

    /// Images 0...9; 3 and 8 skipped; labels (index mod 6) but for 0, 4, 8; predictions (index + 1), (index + 2) mod 6,
    /// so that nothing is ever right.
    @Test func countsAreOfIndexedImages() throws {
        try AtlasContents.random().write(path)
        let counts = try AtlasReader(path: path).counts()
        #expect(counts.indexed == 8 && counts.skipped == 2 && counts.labelled == 6)
        #expect(counts.correct == 0 && counts.correctTop5 == 0)
    }

    @Test(arguments: [true, false]) func classActivationsAreMeansOverTheirImages(labelled: Bool) throws {
        let atlas = AtlasContents.random(images: 40)
        let images = atlas.images.map { image in
            let record = image.record
            return IndexedImage(
                record: ImageRecord(
                    path: record.path, width: record.width, height: record.height, bytes: record.bytes,
                    modified: record.modified, label: labelled ? record.label : nil, status: record.status),
                pooledMean: image.pooledMean, pooledMax: image.pooledMax, predictions: image.predictions)
        }
        let writer = try atlas.writer(path)
        try writer.commit(images: images, units: atlas.units)
        try writer.finish()
        let reader = try AtlasReader(path: path)
        for id in atlas.classes.map(\.id) {
            let own = images.filter {
                $0.record.status == .indexed && (labelled ? $0.record.label : $0.predictions.first?.classID) == id
            }
            let found = try #require(try reader.classActivation(id))
            #expect(found.images == own.count)
            #expect(found.basis == (labelled ? .label : .prediction))
            for unit in 0..<4 {
                let mean = own.reduce(0.0) { $0 + Double($1.pooledMean[unit]) } / Double(own.count)
                // The head averages over 56 cells of padding besides the 6 of the maps.
                #expect(abs(Double(found.mean[unit]) - mean * 6 / 62) < 1e-7)
            }
        }
        #expect(try reader.classActivation(ClassID(77)) == nil)
    }

    @Test func aHeadThatPoolsByMaximumMeansMaxima() throws {
        let atlas = AtlasContents.random()
        let head = Head(weights: atlas.head.weights, bias: atlas.head.bias, pooling: .maximum, form: .poolThenLinear)
        let writer = try AtlasWriter(path: path, header: atlas.header, head: head, classes: atlas.classes)
        try writer.commit(images: atlas.images, units: atlas.units)
        try writer.finish()
        // Class 1 has the images 1 and 7.
        let found = try #require(try AtlasReader(path: path).classActivation(ClassID(1)))
        for unit in 0..<4 {
            let mean = (Double(atlas.images[1].pooledMax[unit]) + Double(atlas.images[7].pooledMax[unit])) / 2
            #expect(abs(Double(found.mean[unit]) - mean) < 1e-7)
        }
    }

    @Test func anAtlasMayHaveNoHead() throws {
        let atlas = AtlasContents.random()
        let writer = try AtlasWriter(path: path, header: atlas.header, head: nil, classes: [])
        try writer.commit(images: atlas.images, units: atlas.units)
        try writer.finish()
        let reader = try AtlasReader(path: path)
        #expect(try reader.head() == nil)
        #expect(try reader.classes().isEmpty)
        #expect(try reader.units().count == 4)
    }
}
