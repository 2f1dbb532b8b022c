import Foundation
import Tensors
import TestSupport
import Testing

/// Heads of the tiny classifier's atlas: two classes of its own, warm where red is in the picture.
struct HeadCommandTests {
    private static let labels = """
        image,class
        red/full.png,warm
        red/left.png,warm
        blue/odd.png,warm
        green/full.png,cold
        blue/full.png,cold

        """

    private func labelled() throws -> TinyAtlas {
        let tiny = try TinyAtlas.indexed()
        try tiny.folder.write(Self.labels, to: "labels.csv")
        return tiny
    }

    private func train(_ tiny: TinyAtlas, _ more: [String] = []) throws -> Program.Outcome {
        try tiny.run(
            ["head", "train", tiny.atlas, "--name", "warm", "--labels", "labels.csv", "--test-share", "0"] + more)
    }

    @Test(arguments: ["svm", "logistic", "squared"]) func trained(_ loss: String) throws {
        let tiny = try labelled()
        let outcome = try train(tiny, ["--loss", loss, "--cost", "100"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n").map(String.init)
        #expect(lines.first == "Head         warm: 2 classes on 5 units, average pooling")
        #expect(lines.contains("Labelled     5 of 6 images"))
        #expect(lines.contains("Training     5 images, 100.0 % correct (56.6 to 100.0)"))
        #expect(lines.contains("Test         none"))
        let list = try tiny.run(["head", "list", tiny.atlas, "--format", "csv"]).stdout
        #expect(
            list == """
                head,classes,pooling,loss,cost,training_images,test_images,test_score,test_low,test_high,labels
                native,3,average,,,,,,,,
                warm,2,average,\(loss),100.0,5,,,,,labels.csv

                """)
        // Redness argues for warm, the class after cold in the order of names.
        let ranked = try tiny.run(["rank", tiny.atlas, "warm", "--head", "warm", "--format", "csv"]).stdout
        #expect(ranked.split(separator: "\n")[1].hasPrefix("1,0,"))
        #expect(
            try tiny.run(["rank", tiny.atlas, "red", "--format", "csv"]).stdout.split(separator: "\n")[1].hasPrefix(
                "1,0,2.0,"))
    }

    /// With `--head` every query reads as if that head were the network's own; without it nothing has changed.
    @Test func queriesThroughAHead() throws {
        let tiny = try labelled()
        let before = try tiny.answer("SELECT path, class_name, correct FROM image_verdict ORDER BY path")
        #expect(try train(tiny, ["--loss", "logistic", "--cost", "100"]).status == 0)
        func ask(_ query: [String]) throws -> String {
            let outcome = try tiny.run(["query", tiny.atlas, "--head", "warm", "--format", "csv"] + query)
            #expect(outcome.status == 0, "\(outcome.stderr)")
            return outcome.stdout
        }
        #expect(
            try ask([
                "SELECT path, label_name, class_name, correct FROM image_verdict WHERE label IS NOT NULL ORDER BY path LIMIT 4"
            ]) == """
                path,label_name,class_name,correct
                blue/full.png,cold,cold,1
                blue/odd.png,warm,warm,1
                green/full.png,cold,cold,1
                red/full.png,warm,warm,1

                """)
        #expect(try ask(["SELECT id, name FROM head"]) == "id,name\n1,warm\n")
        let top = try ask(["top-units", "--set", "class=warm", "--set", "limit=1"]).split(separator: "\n")
        let ranked = try tiny.run([
            "rank", tiny.atlas, "warm", "--head", "warm", "--limit", "1", "--format", "csv",
        ]).stdout.split(separator: "\n")
        #expect(top[1].split(separator: ",")[0] == "0")
        #expect(top[1].split(separator: ",")[2] == ranked[1].split(separator: ",")[2])
        #expect(try tiny.answer("SELECT path, class_name, correct FROM image_verdict ORDER BY path") == before)
        expectRefusal(
            try tiny.run(["query", tiny.atlas, "DELETE FROM head", "--head", "warm"]))
    }

    @Test func equalRunsGiveEqualHeads() throws {
        let tiny = try labelled()
        let sql = "SELECT class, unit, weight FROM head_weight WHERE head = 2 ORDER BY 1, 2"
        #expect(try train(tiny, ["--loss", "svm"]).status == 0)
        let first = try tiny.answer(sql)
        expectRefusal(try train(tiny), "“warm”", "--replace")
        #expect(try train(tiny, ["--loss", "svm", "--replace"]).status == 0)
        #expect(try tiny.answer(sql) == first)
        let sheet = try tiny.run(["unit", tiny.atlas, "0", "--head", "warm"])
        #expect(sheet.stdout == "Output/unit-0000-head-warm.png\n")
        #expect(first.count == 10)
        #expect(try train(tiny, ["--loss", "svm", "--replace", "--cost", "0.01"]).status == 0)
        #expect(try tiny.answer(sql) != first)
        #expect(try tiny.answer("SELECT id, name FROM head ORDER BY id") == ["1,native", "2,warm"])
        #expect(tiny.atlasFiles == ["tiny.sqlite"])
    }

    /// The number is 3 · redness − 1: 2 for red/full, 0.5 for the halves, −1 for the others.
    @Test func aNumberAnImage() throws {
        let tiny = try TinyAtlas.indexed()
        try tiny.folder.write(
            "image,value\nred/full.png,2\nred/left.png,0.5\nblue/odd.png,0.5\ngreen/full.png,-1\nblue/full.png,-1\n",
            to: "values.csv")
        let arguments = [
            "head", "train", tiny.atlas, "--name", "redness", "--labels", "values.csv", "--test-share", "0",
        ]
        expectRefusal(try tiny.run(arguments), "--loss")
        expectRefusal(
            try tiny.run(arguments + ["--loss", "squared", "--groups", "values.csv"]), "values.csv", "--groups")
        let outcome = try tiny.run(arguments + ["--loss", "squared", "--cost", "10000", "--format", "json"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.contains("\"training_images\": 5,"))
        #expect(
            outcome.stdout.contains("\"training_r_squared\": 0.9999")
                || outcome.stdout.contains("\"training_r_squared\": 1.0"))
        let weights = try tiny.answer("SELECT weight FROM head_weight WHERE head = 2 AND unit = 0").compactMap(
            Double.init)
        #expect(weights.count == 1 && weights[0] > 1.5)
        #expect(
            try tiny.answer("SELECT value FROM head_label WHERE head = 2 ORDER BY value")
                == ["-1.0", "-1.0", "0.5", "0.5", "2.0"])
    }

    @Test func exportedAndImported() throws {
        let tiny = try labelled()
        #expect(try train(tiny, ["--loss", "svm", "--cost", "10"]).status == 0)
        let out = try tiny.run(["head", "export", tiny.atlas, "--head", "warm", "--output", "warm.json"])
        #expect(out.stdout == "warm.json\n")
        #expect(try tiny.run(["head", "import", tiny.atlas, "warm.json", "--name", "again"]).status == 0)
        let sql =
            "SELECT count(*) FROM head_weight a JOIN head_weight b USING (class, unit, weight) WHERE a.head = 2 AND b.head = 3"
        #expect(try tiny.answer(sql) == ["10"])
        #expect(
            try tiny.run(["head", "export", tiny.atlas, "--head", "warm", "--output", "w.npy"]).stdout
                == "w.npy\nw.bias.npy\n")
        #expect(try NumPyFile.read(path: tiny.folder.file("w.npy")).shape == [2, 5])
        let more = ["--bias", "w.bias.npy", "--name", "arrays"]
        #expect(try tiny.run(["head", "import", tiny.atlas, "w.npy"] + more).status == 0)
        #expect(try tiny.answer(sql.replacing("= 3", with: "= 4")) == ["10"])
        expectRefusal(
            try tiny.run(["head", "import", tiny.atlas, "w.bias.npy", "--name", "x"]), "2")
        expectRefusal(try tiny.run(["head", "import", tiny.atlas, "labels.csv", "--name", "x"]))
    }

    /// The network that ends in the head says of images what the head says of the atlas.
    @Test(arguments: ["average", "maximum"]) func asANetwork(_ pooling: String) throws {
        let tiny = try labelled()
        #expect(try train(tiny, ["--loss", "logistic", "--cost", "10", "--pooling", pooling]).status == 0)
        let written = try tiny.run(["head", "export", tiny.atlas, "--head", "warm", "--output", "exported"])
        #expect(
            written.stdout
                == "exported/model.onnx\nexported/classes.csv\nexported/preprocessor_config.json\n", "\(written.stderr)"
        )
        let other = tiny.folder.file("other.sqlite")
        #expect(try tiny.run(["index", other, "--model", "exported", "--images", tiny.images]).status == 0)
        let sql =
            "SELECT i.path, c.name, round(p.logit, 4) FROM prediction p JOIN image i ON i.id = p.image"
            + " JOIN class c ON c.head = 1 AND c.id = p.class ORDER BY i.path, p.rank"
        let own = try tiny.run(["query", other, sql, "--format", "csv"]).stdout
        let head = try tiny.run(["query", tiny.atlas, sql, "--head", "warm", "--format", "csv"]).stdout
        #expect(own == head)
        #expect(own.split(separator: "\n").count == 13)
    }

    @Test func whatIsRefused() throws {
        let tiny = try labelled()
        expectRefusal(
            try tiny.run(["rank", tiny.atlas, "red", "--head", "x"]), "“x”")
        expectRefusal(
            try tiny.run(["head", "train", tiny.atlas, "--name", "native", "--labels", "labels.csv"]))
        expectRefusal(
            try tiny.run(["head", "train", tiny.atlas, "--name", "x", "--labels", "none.csv"]))
        try tiny.folder.write("image,class\nred/full.png,a\n", to: "one.csv")
        expectRefusal(
            try tiny.run(["head", "train", tiny.atlas, "--name", "x", "--labels", "one.csv"]), "one.csv", "“a”")
        for name in ["", " ", " x", "a\nb"] {
            expectRefusal(
                try tiny.run(["head", "train", tiny.atlas, "--name", name, "--labels", "labels.csv"]),
                "--name")
        }
        try tiny.folder.write("image,class\nnowhere.png,a\n", to: "stranger.csv")
        expectRefusal(
            try tiny.run(["head", "train", tiny.atlas, "--name", "x", "--labels", "stranger.csv"]), "6", "stranger.csv")
        expectRefusal(try train(tiny, ["--cost", "1", "--cross-validate"]), status: 64)
        expectRefusal(try train(tiny, ["--loss", "logistic", "--multiclass", "crammer-singer"]), status: 64)
        expectRefusal(try train(tiny, ["--cost", "0"]), status: 64)
        expectRefusal(
            try tiny.run(["head", "train", "none.sqlite", "--name", "x", "--labels", "labels.csv"]))
        #expect(try tiny.answer("SELECT count(*) FROM head") == ["1"])
    }

    private static let groups = "group,wnid,class\nfire,n00000001,\nplants,,\"green, leaf\"\n"

    /// Every mistake in a file of groups is named with its line.
    @Test(
        arguments: [
            ("group,wnid\nfire,n00000001\nplants,n00000001\n", ["groups.csv:3", "“n00000001”", "2"]),
            ("group,wnid\nfire,n00000001\nplants,n00000009\n", ["groups.csv:3", "“n00000009”"]),
            ("group,wnid\nfire,n00000001\n ,n00000002\n", ["groups.csv:3", "group"]),
            ("group,wnid\nfire,n00000001\nplants,\n", ["groups.csv:3", "class"]),
            ("group,name\nfire,x\n", ["groups.csv", "wnid, class"]),
            ("group,wnid\n", ["groups.csv"]),
            ("group,wnid\nfire,n00000001\nfire,n00000002\n", ["groups.csv", "“fire”"]),
        ]) func groupsThatAreWrong(_ text: String, _ parts: [String]) throws
    {
        let tiny = try TinyAtlas.indexed()
        try tiny.folder.write(text, to: "groups.csv")
        let outcome = try tiny.run(
            ["head", "train", tiny.atlas, "--name", "g", "--labels", "atlas", "--groups", "groups.csv"])
        expectRefusal(outcome)
        for part in parts { #expect(outcome.stderr.contains(part), "\(outcome.stderr)") }
    }

    @Test func groups() throws {
        let tiny = try TinyAtlas.indexed()
        try tiny.folder.write(Self.groups + "water,n00000003,\n", to: "groups.csv")
        try tiny.folder.write("image,class\nred/full.png,n00000001\ngreen/full.png,\"green, leaf\"\n", to: "two.csv")
        let outcome = try tiny.run([
            "head", "train", tiny.atlas, "--name", "g", "--labels", "two.csv", "--groups", "groups.csv",
            "--test-share", "0",
        ])
        #expect(outcome.status == 0)
        #expect(outcome.messages.count == 1)
        #expect(outcome.stderr.hasPrefix("groups.csv:4: ") && outcome.stderr.contains("“water”"), "\(outcome.stderr)")
        #expect(try tiny.answer("SELECT name FROM class WHERE head = 2 ORDER BY id") == ["fire", "plants"])
    }

    /// The native head and one of coarser classes, on the images that both know.
    @Test func twoHeadsSideBySide() throws {
        let tiny = try labelled()
        #expect(try train(tiny, ["--loss", "logistic", "--cost", "10"]).status == 0)
        try tiny.folder.write(
            "image,class,x0,y0,x1,y1\nred/left.png,red,0,0,4,8\nblue/odd.png,blue,0,0,8,4\nred/full.png,red,0,0,8,8\n",
            to: "boxes.csv")
        let command = ["localize", tiny.atlas, "--boxes", "boxes.csv", "--head", "warm", "--format", "csv"]
        let outcome = try tiny.run(command + ["--compare", "native"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n").map { String($0).replacing("\"", with: "") }
        // The native head sees blue/odd as red, and finds blue in its upper half; warm is right, and finds red in the lower.
        #expect(lines[1].hasPrefix("top1_error,warm,3,0.0,"))
        #expect(lines[2].hasPrefix("top1_error,native,3,0.3333"))
        #expect(lines[1].hasSuffix(",1,1.0,1.0") && lines[2].hasSuffix(",0,1.0,1.0"))
        let known = lines.filter { $0.hasPrefix("gt_known_accuracy") }
        #expect(known.count == 2 && known[0].contains(",warm,3,0.6666") && known[1].contains(",native,3,1.0,"))
        #expect(lines.contains { $0.hasPrefix("center_baseline,,3,0.0,") && $0.hasSuffix(",,,") })
        #expect(try tiny.answer("SELECT count(*) FROM localization") == ["0"])
        expectRefusal(try tiny.run(command + ["--compare", "warm"]))
        expectRefusal(try tiny.run(command + ["--compare", "cold"]), "“cold”")
        expectRefusal(try tiny.run(command + ["--compare", "native", "--per-class"]), status: 64)
        // What is gone is said once, for both.
        try FileManager.default.removeItem(atPath: tiny.images + "/red/full.png")
        let fewer = try tiny.run(command + ["--compare", "native"])
        #expect(fewer.status == 2)
        #expect(fewer.stdout.replacing("\"", with: "").contains("top1_error,warm,2,"))
        #expect(fewer.messages.count { $0.contains("red/full.png") } == 1, "\(fewer.stderr)")
    }

    @Test func averageAgainstMaximum() throws {
        let tiny = try labelled()
        let outcome = try tiny.run([
            "head", "compare", tiny.atlas, "--labels", "labels.csv", "--test-share", "0", "--cost", "100", "--name",
            "w",
            "--format", "csv",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n").map(String.init)
        #expect(lines[0] == "figure,head,images,value,low,high,only_this,mcnemar_exact,mcnemar_corrected")
        // No image tests them, which is not the same as none right.
        #expect(lines[1] == "test_accuracy,average,0,,,,0,,")
        #expect(lines[3].hasPrefix("training_accuracy,average,5,1.0,0.5655") && lines[3].hasSuffix(",1.0,0,1.0,1.0"))
        #expect(lines[4].hasPrefix("training_accuracy,maximum,5,1.0,0.5655") && lines[4].hasSuffix(",1.0,0,1.0,1.0"))
        #expect(
            try tiny.answer("SELECT name, pooling FROM head ORDER BY id").dropFirst() == [
                "w-average,average", "w-maximum,maximum",
            ])
        expectRefusal(
            try tiny.run(["head", "compare", tiny.atlas, "--labels", "labels.csv", "--replace"]), status: 64, "--name")
    }

    /// A class activation map through a head says what the head's logit is made of.
    @Test func mapsOfAHead() throws {
        let tiny = try labelled()
        #expect(try train(tiny, ["--loss", "logistic", "--cost", "10"]).status == 0)
        let outcome = try tiny.run([
            "cam", tiny.atlas, "red/left.png", "--head", "warm", "--class", "warm", "--format", "csv",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let map = try NumPyFile.read(path: tiny.folder.file("Output/left-head-warm-class-0001-maps.npy"))
        #expect(map.shape == [1, 4, 4])
        let mean = map.values.reduce(0.0) { $0 + Double($1) } / 16
        let sql =
            "SELECT b.bias, p.logit FROM prediction p JOIN head_bias b ON b.class = p.class"
            + " JOIN class c ON c.id = p.class JOIN image i ON i.id = p.image"
            + " WHERE c.name = 'warm' AND i.path = 'red/left.png'"
        let answer = try tiny.run(["query", tiny.atlas, sql, "--head", "warm", "--format", "csv"]).stdout
        let numbers = answer.split(separator: "\n")[1].split(separator: ",").compactMap { Double($0) }
        #expect(abs(mean + numbers[0] - numbers[1]) < 1e-5)
        // Red lies in the left half, and argues for warm there alone.
        let rows = (0..<4).map { row in map.values[row * 4..<row * 4 + 4].map { $0 } }
        #expect(rows.allSatisfy { $0[0] > $0[3] && $0[0] == $0[1] })
    }

    /// Boxes belong to the images that their paths name: the other full pictures have none.
    @Test func whereAHeadsMapsFindObjects() throws {
        let tiny = try labelled()
        #expect(try train(tiny, ["--loss", "logistic", "--cost", "10"]).status == 0)
        try tiny.folder.write(
            "image,x0,y0,x1,y1\nred/left.png,0,0,4,8\nblue/odd.png,0,4,8,8\ngreen/full.png,0,0,8,8\n", to: "boxes.csv")
        let outcome = try tiny.run([
            "localize", tiny.atlas, "--boxes", "boxes.csv", "--head", "warm", "--format", "json",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.contains("\"images\": 3"))
        #expect(try tiny.answer("SELECT head, split FROM localization") == ["2,all"])
        expectRefusal(
            try tiny.run(["localize", tiny.atlas, "--boxes", "boxes.csv", "--head", "cold"]), "“cold”")
        let part = ["localize", tiny.atlas, "--boxes", "boxes.csv", "--head", "warm", "--part", "train"]
        #expect(try tiny.run(part).status == 0)
        #expect(try tiny.answer("SELECT split FROM localization WHERE head > 1 ORDER BY id") == ["all", "train"])
    }
}
