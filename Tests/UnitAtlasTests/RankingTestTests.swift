import Analyses
import Foundation
import Reporting
import Store
import Tensors
import TestSupport
import Testing
import UnitAtlas
import Units

/// Two units with the weight 1 for class 0; one makes image a, the other image b, a member of it with the odds 3 : 1.
struct RankingTestTests {
    private let folder: TemporaryFolder
    private let atlas: Atlas

    init() throws {
        folder = try TemporaryFolder()
        let odds = Float(log(3.0))
        let images: [(String, [Float], Int)] = [
            ("a.png", [odds, 0], 0), ("b.png", [0, odds], 0), ("c.png", [0, 0], 1),
        ]
        let units = (0..<2).map { unit in
            UnitUpdate(
                unit: UnitID(unit), top: [],
                record: UnitRecord(
                    unit: UnitID(unit), mean: 0, deviation: 0, maximum: 0, activeFraction: 0, threshold: 0),
                state: [0])
        }
        let path = folder.file("halves.sqlite")
        try AtlasContents(
            map: (2, 2),
            head: Head(
                weights: Tensor(shape: [2, 2], values: [1, 1, 0, 0]), bias: [0, 0], pooling: .average,
                form: .poolThenLinear),
            classes: ["cat", "dog"].enumerated().map { ClassRecord(id: ClassID($0), name: $1, wnid: nil) },
            images: images.map { path, pooled, label in
                IndexedImage(
                    record: ImageRecord(
                        path: path, width: 8, height: 8, bytes: 1, modified: 1, label: ClassID(label),
                        status: .indexed), pooledMean: pooled, pooledMax: pooled, predictions: [])
            }, units: units
        ).write(path)
        atlas = try Atlas(path)
    }

    /// On a the units are ranked 0, 1, and on b 1, 0; each ranking is tested on the other image, where it is the worse one.
    @Test func rankedOnOneHalfAndTestedOnTheOther() throws {
        let test = try RankingTest(try atlas.ablation(), by: [.weight, .contribution], count: 2)
        let table = test.table
        #expect(table.rows.count == 3)
        func values(_ row: Int, _ columns: [String]) throws -> [Double?] {
            try columns.map { name in
                let column = try #require(table.columns.firstIndex(of: name))
                guard case .real(let value) = table.rows[row][column] else { return nil }
                return (value * 1e6).rounded() / 1e6
            }
        }
        // Weights are equal, so that the order is 0, 1 for both: good for a, bad for b.
        #expect(try values(0, ["deletion", "insertion", "deletion_difference"]) == [0.625, 0.625, nil])
        #expect(try values(0, ["deletion_low", "deletion_high"]) == [0.5625, 0.6875])
        #expect(
            try values(1, ["deletion", "deletion_low", "deletion_high", "insertion"])
                == [0.6875, 0.6875, 0.6875, 0.5625])
        #expect(try values(1, ["deletion_difference", "insertion_difference"]) == [0.0625, -0.0625])
        #expect(test.summary.hasPrefix("2 images of 1 class: "))
        #expect(test.summary.hasSuffix("; 1 image alone in a class left out"))
        let path = try test.write(into: folder.path)
        #expect(path.hasSuffix("/ablation-all-by-weight-contribution.png"))
    }

    @Test func classesOfOneImage() throws {
        var request = AblationRequest()
        request.record = try atlas.classes()[1]
        let input = try atlas.ablation(request)
        #expect(throws: UnitAtlasError.head(.noHalves)) { try RankingTest(input, by: [.weight], count: 2) }
    }
}
