import Foundation
import GRDB
import Store
import Tensors
import TestSupport
import Testing
import Units

@Suite struct PooledScanTests {
    let folder: TemporaryFolder
    let path: String
    let atlas = AtlasContents.random(units: 11, images: 23)

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
        try atlas.write(path)
    }

    /// However many parts there are, each indexed image comes once, with what was stored of it.
    @Test(arguments: [1, 2, 3, 23, 100]) func everyImageComesOnce(parts: Int) throws {
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        for pooling in Pooling.allCases {
            var found: [String: [Float]] = [:]
            for rows in try reader.imageRows(parts: parts) {
                try reader.scanPooled(pooling, rows: rows) { row in
                    let path = try row.path()
                    #expect(found.updateValue(row.values, forKey: path) == nil)
                }
            }
            let indexed = atlas.images.filter { $0.record.status == .indexed }
            #expect(found.count == indexed.count)
            for image in indexed {
                #expect(found[image.record.path] == (pooling == .maximum ? image.pooledMax : image.pooledMean))
            }
        }
    }

    @Test func whatTheReaderThrowsEndsTheScan() throws {
        struct Stop: Error {}
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        var count = 0
        #expect(throws: Stop.self) {
            try reader.scanPooled(.average, rows: 0..<1000) { _ in
                count += 1
                if count == 2 { throw Stop() }
            }
        }
        #expect(count == 2)
    }

    @Test func aBlobThatIsCutShortIsNamed() throws {
        try DatabaseQueue(path: path).write {
            try $0.execute(sql: "UPDATE image SET pooled_mean = x'0000803F' WHERE path = 'folder/1é.jpg'")
        }
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        #expect(throws: StoreError.damaged(path: path, .pooledActivations(image: "folder/1é.jpg"))) {
            try reader.scanPooled(.average, rows: 0..<1000) { _ in }
        }
    }

    @Test func theWeightsOfOneClass() throws {
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        #expect(try reader.weights(of: ClassID(2), in: .native) == Array(atlas.head.weights.values[22..<33]))
        #expect(try reader.weights(of: ClassID(6), in: .native).isEmpty)
    }
}
