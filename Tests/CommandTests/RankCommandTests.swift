import Foundation
import Tensors
import TestSupport
import Testing

struct RankCommandTests {
    /// Over red/full.png and red/left.png redness and darkness are both 0.75 on average: 2 · 0.75 and 0.5 · 0.75.
    @Test func aClassByWeight() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["rank", tiny.atlas, "crimson"])
        #expect(outcome.status == 0)
        #expect(
            outcome.stdout == """
                rank  unit  weight  mean_contribution  share
                ----  ----  ------  -----------------  -----
                   1     0     2.0                1.5    0.8
                   2     3     0.5              0.375    0.2
                   3     4    0.25                0.0    0.0
                   4     2     0.0                0.0    0.0
                   5     1    -1.0                0.0    0.0

                """)
        #expect(
            outcome.messages == [
                "class 0: red, crimson, n00000001", "these 5 units carry 100.0 % of the evidence for the class",
            ])
        let against = try tiny.run(["rank", tiny.atlas, "0", "--against", "--limit", "1", "--format", "csv"])
        #expect(against.stdout == "rank,unit,weight,mean_contribution,share,concept,concept_iou\n5,1,-1.0,0.0,0.0,,\n")
        #expect(against.stderr.isEmpty)
    }

    /// Contributions to red are 1.5, 0, 0, 0.375 and 0. Without unit 0, red/full.png and red/left.png lose a margin of 2 · 1
    /// and 2 · 0.5.
    @Test func byContributionAndAblation() throws {
        let tiny = try TinyAtlas.indexed()
        let arguments = ["rank", tiny.atlas, "red", "--limit", "2", "--format", "csv", "--by"]
        let header = "rank,unit,weight,mean_contribution,share,concept,concept_iou,by_rank,margin_drop"
        let contribution = try tiny.run(arguments + ["contribution"])
        #expect(contribution.stdout == "\(header)\n1,0,2.0,1.5,0.8,,,1,\n2,3,0.5,0.375,0.2,,,2,\n")
        let ablation = try tiny.run(arguments + ["ablation"])
        #expect(ablation.stdout.hasPrefix("\(header)\n1,0,2.0,1.5,0.8,,,1,"), "\(ablation.stdout)")
        let low = try tiny.run(["rank", tiny.atlas, "red", "--against", "--limit", "1"])
        #expect(low.messages == ["class 0: red, crimson, n00000001"])
        expectRefusal(try tiny.run(["rank", tiny.atlas, "red", "--compare", "--by", "ablation"]), status: 64, "--by")
        expectRefusal(try tiny.run(["rank", tiny.atlas, "red", "--by", "size"]), status: 64, "contribution")
    }

    @Test func asJSON() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["rank", tiny.atlas, "n00000001", "--limit", "2", "--format", "json"])
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["unit"] as? Int } == [0, 3])
        #expect(rows.map { $0["weight"] as? Double } == [2, 0.5])
        #expect(rows.allSatisfy { $0["concept"] is NSNull && $0["concept_iou"] is NSNull })
    }

    /// A number reads the same whichever command prints it.
    @Test(arguments: ["table", "csv", "json", "markdown"])
    func queriesPrintTheSameNumbers(_ format: String) throws {
        let tiny = try TinyAtlas()
        let network = TinyClassifier.network(classWeights: .random([3, 5], seed: 3, in: -0.7...0.9))
        try network.write(to: URL(fileURLWithPath: tiny.model + "/model.onnx"))
        #expect(try tiny.index().status == 0)
        let ranked = try tiny.run(["rank", tiny.atlas, "1", "--limit", "5", "--format", format]).stdout
        let sql = """
            SELECT rank, unit, weight, mean_contribution, max(0.0, mean_contribution) / (
                SELECT sum(max(0, mean_contribution)) FROM class_unit WHERE class = 1) AS share
            FROM class_unit WHERE class = 1 ORDER BY rank
            """
        let asked = try tiny.run(["query", tiny.atlas, sql, "--format", format]).stdout
        func words(_ text: String) -> [Substring] {
            text.split { " ,|{}:\"\n".contains($0) }.filter { Double($0) != nil }
        }
        #expect(words(ranked).count == 25)
        for (first, second) in zip(words(ranked), words(asked)) {
            // Products are reckoned in another order there.
            let (a, b) = (Double(first) ?? .nan, Double(second) ?? .nan)
            #expect(first == second || (first.count > 9 && abs(a - b) <= 1e-14 * max(1, abs(a))))
        }
        let weights = try tiny.run([
            "query", tiny.atlas, "SELECT weight FROM class_unit WHERE class = 1 ORDER BY rank", "--format", "csv",
        ]).stdout
        let column = try tiny.run(["rank", tiny.atlas, "1", "--format", "csv"]).stdout.split(separator: "\n").map {
            String($0.split(separator: ",")[2])
        }
        #expect(weights.split(separator: "\n").map(String.init) == column)
    }

    @Test func aClassWithoutImages() throws {
        let tiny = try TinyAtlas()
        try FileManager.default.removeItem(atPath: tiny.images + "/green")
        #expect(try tiny.index().status == 0)
        let outcome = try tiny.run(["rank", tiny.atlas, "green", "--limit", "1", "--format", "csv"])
        #expect(outcome.stdout == "rank,unit,weight,mean_contribution,share,concept,concept_iou\n1,1,2.0,,,,\n")
        #expect(
            outcome.messages.count == 1 && outcome.stderr.contains("mean_contribution"))
    }

    @Test func meansOverPredictedImages() throws {
        let tiny = try TinyAtlas()
        let labels = try tiny.folder.write("image,class\n", to: "labels.csv")
        #expect(try tiny.index(["--labels", labels]).status == 0)
        #expect(
            try tiny.run(["rank", tiny.atlas, "sea"]).stderr.contains(
                " 1 image "))
    }

    /// A head as SqueezeNet's: its average takes in the padding, and its ReLU keeps contributions from adding up.
    @Test func aHeadThatIsNotLinear() throws {
        let tiny = try TinyAtlas()
        let model = try TinyClassifier.write(
            to: tiny.folder, name: "squeeze", network: RandomClassifier.linearThenPool(seed: 1),
            preprocessing: RandomClassifier.preprocessing, classes: RandomClassifier.classList)
        #expect(try tiny.run(["index", tiny.atlas, "--model", model, "--images", tiny.images]).status == 0)
        let outcome = try tiny.run(["rank", tiny.atlas, "0", "--format", "csv"])
        #expect(outcome.stderr.contains("the head is not linear"))
        // The mean over all images is that over those predicted as each class: 16 cells of the map, 20 of the padding.
        let means = try tiny.answer(
            """
            SELECT u.mean * 16 / 36 / m.mean FROM unit u JOIN (
              SELECT unit, sum(mean * images) / 6 AS mean FROM class_activation GROUP BY unit
            ) m ON m.unit = u.id WHERE u.mean > 0
            """)
        #expect(means.count > 4)
        for ratio in means { #expect(abs(try #require(Double(ratio)) - 1) < 1e-5) }
    }

    @Test func anAtlasThatIsNotFinished() throws {
        let tiny = try TinyAtlas.indexed()
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.red }, to: tiny.folder, "images/red/new.png")
        try tiny.leaveUnfinished()
        let remark =
            "\(tiny.atlas): indexing is unfinished (6 of 7 images); `unit-atlas index \(tiny.atlas)` resumes it"
        for arguments in [
            ["rank", tiny.atlas, "red"], ["atlas", tiny.atlas, "red"], ["unit", tiny.atlas, "0"],
            ["query", tiny.atlas, "SELECT 1"],
        ] {
            let outcome = try tiny.run(arguments)
            #expect(outcome.status == 0)
            #expect(outcome.messages.first == remark, "\(outcome.stderr)")
        }
        #expect(try tiny.run(["index", tiny.atlas]).status == 0)
        #expect(try tiny.run(["unit", tiny.atlas, "0"]).stderr.isEmpty)
    }

    @Test func whatIsRefused() throws {
        let tiny = try TinyAtlas.indexed()
        expectRefusal(try tiny.run(["rank", tiny.atlas, "re"]), "2", "0", "1")
        expectRefusal(try tiny.run(["rank", tiny.atlas, "teapot"]), "“teapot”")
        expectRefusal(try tiny.run(["rank", tiny.atlas, "3"]), "3", "0", "2")
        expectRefusal(try tiny.run(["rank", tiny.atlas, ""]))
        expectRefusal(try tiny.run(["rank", tiny.folder.file("no.sqlite"), "red"]), "no.sqlite")
        expectRefusal(try tiny.run(["rank", tiny.model + "/model.onnx", "red"]), "model.onnx")
        expectRefusal(try tiny.run(["rank", tiny.model, "red"]), tiny.model)
        expectRefusal(try tiny.run(["rank", tiny.atlas]), status: 64)
        expectRefusal(try tiny.run(["rank", tiny.atlas, "red", "--limit", "0"]), status: 64)
        expectRefusal(try tiny.run(["rank", tiny.atlas, "red", "--format", "xml"]), status: 64)
        #expect(!tiny.folder.contents.contains("no.sqlite"))
    }

    @Test func aDamagedAtlas() throws {
        let tiny = try TinyAtlas.indexed()
        let whole = try Data(contentsOf: URL(fileURLWithPath: tiny.atlas))
        for share in [1, 3, 5] {
            try whole.prefix(whole.count * share / 8).write(to: URL(fileURLWithPath: tiny.atlas))
            expectRefusal(try tiny.run(["rank", tiny.atlas, "red"]), tiny.atlas, "damaged")
        }
        try Data(whole.prefix(1000) + Data(repeating: 0xAA, count: whole.count - 1000)).write(
            to: URL(fileURLWithPath: tiny.atlas))
        expectRefusal(try tiny.run(["rank", tiny.atlas, "red"]), tiny.atlas)
    }
}
