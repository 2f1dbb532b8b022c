import Queries
import Reporting
import Store
import Tensors
import Testing
import Units

/// The project's own queries of what other commands store: trained heads, ablation, localization.
@Suite struct DerivedQueryTests {
    let atlas: HandMadeAtlas

    init() throws { atlas = try HandMadeAtlas() }

    /// The trained head has the same weights for the dog, and (0, 2, 0) for the cat.
    @Test func compareHeads() throws {
        try saveHead(classes: ["dog", "cat"])
        let result = try atlas.run("compare-heads", ["name": "mine", "units": "1"])
        #expect(result.columns == ["class", "class_name", "cosine", "shared", "own_unit", "other_unit"])
        #expect(lines(result) == ["0 cat \(-2 / 20.0.squareRoot()) 0 0 1", "1 dog 1.0 1 1 1"])
        #expect(lines(try atlas.run("compare-heads", ["name": "no"])).isEmpty)
    }

    /// Two classes of a head may share a name: each is compared by itself.
    @Test func compareHeadsKeepsNamesakesApart() throws {
        try saveHead(classes: ["dog", "dog"])
        #expect(
            lines(try atlas.run("compare-heads", ["name": "mine", "units": "1"])) == [
                "1 dog \(6 / 40.0.squareRoot()) 1 1 1", "1 dog 1.0 1 1 1",
            ])
    }

    /// Weights (1, 3, 0) and (0, 2, 0).
    private func saveHead(classes: [String]) throws {
        let editor = try AtlasEditor(path: atlas.path)
        let head = Head(
            weights: Tensor(shape: [2, 3], values: [1, 3, 0, 0, 2, 0]), bias: [0, 0], pooling: .average,
            form: .poolThenLinear)
        let records = classes.enumerated().map { ClassRecord(id: ClassID($0), name: $1, wnid: nil) }
        try editor.save(
            StoredHead(
                name: "mine", origin: .trained, head: head, loss: "svm", configuration: HeadConfiguration(),
                classes: records),
            replacing: false)
        editor.close()
    }

    /// Unit 0 argues most for the cat, unit 1 for the dog; unit 2 fits nothing well enough.
    @Test func detectors() throws {
        let found = [(0, 1, "ear", 0.25), (0, 2, "tail", 0.125), (1, 1, "tail", 0.5), (2, 1, "ear", 0.03125)]
        let editor = try AtlasEditor(path: atlas.path)
        try editor.save(
            DiscoveryRecord(kind: .units, name: "parts", head: nil, figures: [], configuration: []),
            concepts: found.map { unit, rank, concept, iou in
                UnitConceptRecord(
                    unit: UnitID(unit), rank: rank, concept: concept, intersectionOverUnion: iou,
                    support: .init(
                        chance: 0.0625, p: rank == 1 ? 0.0078125 : nil, q: rank == 1 ? 0.03125 : nil,
                        isDetector: rank == 1 && unit < 2),
                    level: 1, rule: .quantile)
            }, toolVersion: "1")
        editor.close()
        let result = try atlas.run("detectors")
        #expect(
            result.columns == [
                "unit", "concept", "iou", "chance", "q", "second", "second_iou", "argues_for", "weight",
            ])
        #expect(
            lines(result) == ["1 tail 0.5 0.0625 0.03125 - - dog 3.0", "0 ear 0.25 0.0625 0.03125 tail 0.125 cat 2.0"])
        #expect(
            lines(try atlas.run("detectors", ["concept": "ear"])) == ["0 ear 0.25 0.0625 0.03125 tail 0.125 cat 2.0"])
        #expect(lines(try atlas.run("detectors", ["limit": "1"])) == ["1 tail 0.5 0.0625 0.03125 - - dog 3.0"])
    }

    /// By weight 0, 2, 1; by ablation 1, 0, 2.
    @Test func ablationDisagrees() throws {
        try atlas.save(drops: [(0.125, 1.0), (0.5, 2.0), (0.0, 0.0)])
        let result = try atlas.run("ablation-disagrees", ["class": "cat"])
        #expect(
            result.columns == ["unit", "weight", "rank", "accuracy_drop", "margin_drop", "ablation_rank", "rise"])
        #expect(
            lines(result) == ["1 -1.0 3 0.5 2.0 1 2", "0 2.0 1 0.125 1.0 2 -1", "2 0.0 2 0.0 0.0 3 -1"])
        #expect(
            lines(try atlas.run("ablation-disagrees", ["class": "cat", "units": "1"])).map { $0.prefix(1) } == [
                "1", "0",
            ])
        #expect(lines(try atlas.run("ablation-disagrees", ["class": "dog"])).isEmpty)
    }

    @Test func localizationByClass() throws {
        func image(_ path: String, _ label: Int, _ predicted: Int, _ overlap: Double) -> LocalizationRun.Image {
            LocalizationRun.Image(
                path: path, label: ClassID(label), predicted: ClassID(predicted), rank: 1,
                box: ObjectBox(x0: 0, y0: 0, x1: 2, y1: 2), intersectionOverUnion: overlap)
        }
        let figures = [
            "top1_error", "top5_error", "top1_localization_error", "top5_localization_error", "gt_known_accuracy",
            "max_box_accuracy", "max_box_accuracy_v2", "center_baseline",
        ].map { Figure($0, $0, 0, unit: .fraction) }
        let runs = [
            (0.2, [image("x/a.png", 0, 0, 1)]),
            (
                0.3,
                [image("x/a.png", 0, 0, 0.5), image("x/b.png", 0, 1, 0.25), image("x/c.png", 1, 1, 0.75)]
            ),
        ]
        for (threshold, images) in runs {
            let run = LocalizationRun(
                .init(
                    head: .native, rule: "paper", threshold: threshold, weighting: "raw", dilation: 0, part: "all",
                    split: "all"), truth: .init(boxes: .init(path: "/boxes.csv", sha256: "aa11")), figures: figures,
                toolVersion: "1", images: images)
            let editor = try AtlasEditor(path: atlas.path)
            try editor.save(run)
            editor.close()
        }
        let last = try atlas.run("localization-by-class")
        #expect(last.columns == ["class", "class_name", "images", "recognized", "gt_known_accuracy", "mean_iou"])
        #expect(lines(last) == ["1 dog 1 1 1.0 0.75", "0 cat 2 1 0.5 0.375"])
        #expect(lines(try atlas.run("localization-by-class", ["run": "1"])) == ["0 cat 1 1 1.0 1.0"])
    }
}
