import Foundation
import Queries
import Reporting
import Store
import Testing
import Units

/// The project's own queries: those about units and their images.
@Suite struct SavedQueryFileTests {
    let atlas: HandMadeAtlas
    let runner: QueryRunner

    /// The project's own queries, found as an installed program finds them.
    static let folder = try? SavedQueryFolder.find(environment: [:], executablePath: #filePath)

    init() throws {
        atlas = try HandMadeAtlas()
        runner = try QueryRunner(path: atlas.path)
    }

    private func run(_ name: String, _ arguments: [String: String] = [:]) throws -> QueryResult {
        let query = try #require(Self.folder).query(named: name)
        return try runner.run(query, arguments: arguments, resolveClass: resolve)
    }

    @Test func theFolderHoldsExactlyTheQueriesTestedHere() throws {
        let queries = try #require(Self.folder).list()
        #expect(
            queries.map(\.name) == [
                "ablation-disagrees", "against-label", "bag-of-words", "best-images-of-unit", "class-errors",
                "class-overview", "classes-of-unit", "common-units", "compare-heads", "concentration", "confusions",
                "dead-units", "detectors", "explain-image", "fixed-places", "localization-by-class",
                "localization-runs",
                "misplaced-units", "overlapping-units", "redundant-units", "saturated-units", "selective-units",
                "separating-units", "shared-units", "similar-classes", "spurious-words", "top-units",
                "units-of-image",
            ])
        for query in queries { #expect(query.question.contains("?"), "\(query.name)") }
    }

    /// Mean pooled activations: cat (a, b) 3, 0.5, 0.5; dog (c) 1, 2, 0; fish none.
    @Test func topUnits() throws {
        let cat = try run("top-units", ["class": "cat"])
        #expect(cat.columns == ["unit", "rank", "weight", "mean_contribution"])
        #expect(lines(cat) == ["0 1 2.0 6.0", "2 2 0.0 0.0", "1 3 -1.0 -0.5"])
        #expect(lines(try run("top-units", ["class": "dog", "limit": "1"])) == ["1 1 3.0 6.0"])
        #expect(lines(try run("top-units", ["class": "fish", "limit": "1"])) == ["2 1 0.5 -"])
    }

    @Test func classesOfUnit() throws {
        let first = try run("classes-of-unit", ["unit": "0"])
        #expect(first.columns == ["class", "class_name", "rank", "weight"])
        #expect(lines(first) == ["0 cat 1 2.0", "1 dog 2 1.0", "2 fish 3 -1.0"])
        // Equal weights: the lower class first.
        #expect(
            lines(try run("classes-of-unit", ["unit": "2", "limit": "3"])) == [
                "2 fish 1 0.5", "0 cat 2 0.0", "1 dog 3 0.0",
            ])
    }

    @Test func bestImagesOfUnit() throws {
        let result = try run("best-images-of-unit", ["unit": "2"])
        #expect(result.columns == ["rank", "path", "maximum", "mean", "cell_x", "cell_y", "label", "label_name"])
        #expect(lines(result) == ["1 x/b.png 1.0 1.0 1 1 0 cat", "2 y/d.png 1.0 1.0 1 1 - -"])
    }

    @Test func sharedUnits() throws {
        let result = try run("shared-units", ["a": "cat", "b": "dog"])
        #expect(result.columns == ["unit", "weight_a", "rank_a", "weight_b", "rank_b"])
        #expect(lines(result) == ["0 2.0 1 1.0 2"])
        #expect(lines(try run("shared-units", ["a": "cat", "b": "fish"])).isEmpty)
        #expect(lines(try run("shared-units", ["a": "dog", "b": "dog"])) == ["1 3.0 1 3.0 1", "0 1.0 2 1.0 2"])
    }

    /// Unit 0 argues for cat and shows cats; 1 for dog and shows a dog and a cat; 2 for fish and shows none.
    @Test func misplacedUnits() throws {
        let result = try run("misplaced-units")
        #expect(
            result.columns == [
                "unit", "class", "class_name", "weight", "own", "images", "class_images", "warning", "commonest",
                "commonest_name", "commonest_images", "p",
            ])
        #expect(facts(result, without: ["p"]) == ["2 2 fish 0.5 0 2 0 the class has few images 0 cat 1"])
        #expect(isNear(result, "p", [1]))
        #expect(
            facts(try run("misplaced-units", ["most": "1"]), without: ["p"]) == [
                "1 1 dog 3.0 1 2 2 - 0 cat 1", "2 2 fish 0.5 0 2 0 the class has few images 0 cat 1",
            ])
    }

    @Test func localizationRuns() throws {
        let images = [
            LocalizationRun.Image(
                path: "x/b.png", label: ClassID(0), predicted: ClassID(0), rank: 1,
                box: ObjectBox(x0: 0, y0: 0, x1: 2, y1: 2), intersectionOverUnion: 0.5)
        ]
        let figures = [
            "top1_error", "top5_error", "top1_localization_error", "top5_localization_error", "gt_known_accuracy",
            "max_box_accuracy", "max_box_accuracy_v2", "center_baseline",
        ].enumerated().map { Figure($1, $1, Double($0) / 16, unit: .fraction) }
        // Another file of boxes makes another run; the same one again takes its place.
        for (threshold, sum) in [(0.2, "aa11"), (0.3, "aa11"), (0.2, "bb22"), (0.2, "aa11")] {
            let run = LocalizationRun(
                .init(
                    head: .native, rule: "paper", threshold: threshold, weighting: "raw", dilation: 0, part: "all",
                    split: "all"), truth: .init(boxes: .init(path: "/data/my boxes.csv", sha256: sum)),
                figures: figures, toolVersion: "1", images: images)
            let editor = try AtlasEditor(path: atlas.path)
            try editor.save(run)
            editor.close()
        }
        let result = try run("localization-runs")
        #expect(
            lines(result) == [
                "2 native paper 0.3 raw 0 all all 1 0.0 0.0625 0.125 0.1875 0.25 0.3125 0.375 0.4375 - - my boxes.csv aa11",
                "3 native paper 0.2 raw 0 all all 1 0.0 0.0625 0.125 0.1875 0.25 0.3125 0.375 0.4375 - - my boxes.csv bb22",
                "4 native paper 0.2 raw 0 all all 1 0.0 0.0625 0.125 0.1875 0.25 0.3125 0.375 0.4375 - - my boxes.csv aa11",
            ])
    }

    @Test func deadUnits() throws {
        let result = try run("dead-units")
        #expect(result.columns == ["unit", "active_fraction", "maximum", "mean"])
        #expect(lines(result) == ["2 0.0 1.0 0.5", "1 1e-05 2.0 0.5"])
        #expect(lines(try run("dead-units", ["active": "0"])) == ["2 0.0 1.0 0.5"])
    }
}
