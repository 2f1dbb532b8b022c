import Analyses
import Store
import Tensors
import TestSupport
import Testing
import UnitAtlas
import Units

/// Rankings by each measure on an atlas to compute by hand: 4 units, 3 classes.
///
///              unit 0  1   2   3
///     cat        4     2   1  -1      images a [0, 2, 3, 1]: logits 6, 2, 2
///     dog        0     1   0   0             b [0, 1, 1, 3]: logits 0, 1, 6
///     fish       0     0   0   2
struct ClassRankingTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("ranked.sqlite")
    }

    private func write(labels: [Int?], form: HeadForm = .poolThenLinear) throws -> Atlas {
        let head = Head(
            weights: Tensor(shape: [3, 4], values: [4, 2, 1, -1, 0, 1, 0, 0, 0, 0, 0, 2]), bias: [0, 0, 0],
            pooling: .average, form: form)
        let pooled: [[Float]] = [[0, 2, 3, 1], [0, 1, 1, 3]]
        let predicted = [0, 2]
        let images = zip(["a.png", "b.png"], zip(pooled, zip(labels, predicted))).map { path, rest in
            let (pooled, (label, predicted)) = rest
            return IndexedImage(
                record: ImageRecord(
                    path: path, width: 8, height: 8, bytes: 1, modified: 1, label: label.map { ClassID($0) },
                    status: .indexed),
                pooledMean: pooled, pooledMax: pooled,
                predictions: [Prediction(rank: 1, classID: ClassID(predicted), logit: 6, probability: 0.9)])
        }
        let units = (0..<4).map { unit in
            UnitUpdate(
                unit: UnitID(unit), top: [],
                record: UnitRecord(
                    unit: UnitID(unit), mean: 0, deviation: 0, maximum: 0, activeFraction: 0, threshold: 0),
                state: [0])
        }
        try AtlasContents(
            map: (2, 2), head: head,
            classes: ["cat", "dog", "fish"].enumerated().map { ClassRecord(id: ClassID($0), name: $1, wnid: nil) },
            images: images, units: units
        ).write(path)
        return try Atlas(path)
    }

    @Test func eachMeasure() throws {
        let atlas = try write(labels: [0, 0])
        let weight = try atlas.ranking(of: "cat")
        #expect(weight.map(\.unit.value) == [0, 1, 2, 3])
        #expect(weight.map(\.marginDrop) == [nil, nil, nil, nil])
        // Mean activations are 0, 1.5, 2, 2.
        let contribution = try atlas.ranking(of: "cat", by: .contribution)
        #expect(contribution.map(\.unit.value) == [1, 2, 0, 3])
        #expect(contribution.map(\.meanContribution) == [3, 2, 0, -2])
        #expect(contribution.map(\.share) == [0.6, 0.4, 0, 0])
        #expect(contribution.map(\.rank) == [2, 3, 1, 4])
        #expect(contribution.map(\.place) == [1, 2, 3, 4])
        // Leads of a: 4; without unit 1, 2 − 2; without unit 2, 3 − 2; without unit 3, 7 − 2. Of b: −6; −8; −7; 3 − 1.
        let ablation = try atlas.ranking(of: "cat", by: .ablation)
        #expect(ablation.map(\.unit.value) == [1, 2, 0, 3])
        #expect(ablation.map(\.marginDrop) == [3, 2, 0, -4.5])
        #expect(ablation.measure == .ablation)
    }

    @Test func shareOfTheEvidence() throws {
        let atlas = try write(labels: [0, 0])
        let weight = try atlas.ranking(of: "cat")
        #expect(weight.evidence(limit: 1)?.share == 0)
        #expect(weight.evidence(limit: 1)?.isLow == true)
        #expect(weight.evidence(limit: 2)?.share == 0.6)
        #expect(weight.evidence(limit: 9)?.share == 1)
        #expect(weight.evidence(limit: 9)?.units == 4)
        #expect(weight.evidence(limit: 1, against: true)?.share == 1)
        #expect(try atlas.ranking(of: "dog").evidence(limit: 2) == nil)
    }

    /// Without labels the images predicted as the class stand for it: a for cat, none for dog.
    @Test func predictedImages() throws {
        let atlas = try write(labels: [nil, nil])
        let ablation = try atlas.ranking(of: "cat", by: .ablation)
        #expect(ablation.activation?.basis == .prediction)
        #expect(ablation.map(\.marginDrop) == [4, 3, 0, -1])
        #expect(ablation.map(\.unit.value) == [1, 2, 0, 3])
        #expect(throws: UnitAtlasError.atlas(path: path, .unrankedClass(name: "dog", measure: .contribution))) {
            try atlas.ranking(of: "dog", by: .contribution)
        }
        #expect(throws: UnitAtlasError.atlas(path: path, .unrankedClass(name: "dog", measure: .ablation))) {
            try atlas.ranking(of: "dog", by: .ablation)
        }
        #expect(try atlas.ranking(of: "dog").count == 4)
    }

    /// A head that rectifies its class maps needs a stored ablation.
    @Test func storedAblation() throws {
        let atlas = try write(labels: [0, 0], form: .linearThenPool(rectified: true, border: 0))
        #expect(throws: UnitAtlasError.head(.noStoredAblation(name: "native"))) {
            try atlas.ranking(of: "cat", by: .ablation)
        }
        let drops = [0.5, -1, 2, 0]
        let records = drops.enumerated().map { unit, drop in
            AblationRecord(
                classID: ClassID(0), unit: UnitID(unit), images: 2, accuracyLost: 0, accuracyGained: 0,
                accuracyDrop: 0, marginDrop: drop, logitDrop: 0)
        }
        let editor = try AtlasEditor(path: path)
        try editor.save(records, of: .native, method: .maps)
        editor.close()
        let ablation = try Atlas(path).ranking(of: "cat", by: .ablation)
        #expect(ablation.map(\.unit.value) == [2, 0, 3, 1])
        #expect(ablation.map(\.marginDrop) == [2, 0.5, 0, -1])
    }
}
