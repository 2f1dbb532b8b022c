import Foundation
import Tensors
import TestSupport
import Testing

/// Heads made elsewhere, and the labels of their images.
struct HeadImportTests {
    private func atlas() throws -> TinyAtlas {
        let tiny = try TinyAtlas.indexed()
        try NumPyFile.write(TinyClassifier.weights, to: tiny.folder.file("w.npy"))
        try NumPyFile.write(TinyClassifier.bias, to: tiny.folder.file("b.npy"))
        return tiny
    }

    private func take(_ tiny: TinyAtlas, _ more: [String], name: String = "own") throws -> Program.Outcome {
        try tiny.run(["head", "import", tiny.atlas, "w.npy", "--bias", "b.npy", "--name", name] + more)
    }

    /// The native head once more, under its classes' wnids, names or one synonym: everything it says is the same.
    @Test(arguments: [
        "n00000001\nn00000002\nn00000003\n", "red, crimson\ngreen, leaf\nblue, sea\n", "Crimson\nleaf\nsea\n",
    ])
    func itsClassesAreFoundAmongTheAtlasLabels(_ classes: String) throws {
        let tiny = try atlas()
        try tiny.folder.write(classes, to: "classes.txt")
        let outcome = try take(tiny, ["--classes", "classes.txt"])
        #expect(outcome.status == 0)
        #expect(
            outcome.messages == [
                "\(tiny.atlas): head “own” stored, 3 classes",
                "labels (atlas, by wnid or name): 5 of 6 images; tested on 5 images, 80.0 % correct (37.6 to 96.4)",
            ])
        #expect(
            try tiny.answer("SELECT DISTINCT split FROM head_label WHERE head = 2") == ["test"])
        let command = ["ablate", tiny.atlas, "--class", "2", "--format", "csv"]
        let own = try tiny.run(command + ["--head", "own"])
        #expect(own.status == 0, "\(own.stderr)")
        #expect(own.stdout == (try tiny.run(command)).stdout)
        try tiny.folder.write("image,x0,y0,x1,y1\nred/left.png,0,0,4,8\nblue/odd.png,0,0,8,4\n", to: "boxes.csv")
        let boxes = ["localize", tiny.atlas, "--boxes", "boxes.csv", "--format", "json"]
        #expect(try tiny.run(boxes + ["--head", "own"]).stdout == (try tiny.run(boxes)).stdout)
        #expect(
            try tiny.run(["head", "list", tiny.atlas, "--format", "csv"]).stdout.contains("own,3,average,,,,5,0.8,"))
    }

    @Test func noCommonClass() throws {
        let tiny = try atlas()
        let outcome = try take(tiny, [])
        #expect(outcome.status == 0)
        #expect(
            outcome.messages.last?.hasPrefix("no label of the atlas is a class of the head, by wnid or name") == true)
        expectRefusal(
            try tiny.run(["ablate", tiny.atlas, "--head", "own"]), "--labels", "--replace")
        expectRefusal(
            try take(tiny, ["--labels", "atlas", "--replace"]), "“red, crimson”", "“class 0”")
        try tiny.folder.write("image,class_index\nred/full.png,0\nblue/odd.png,2\n", to: "labels.csv")
        let given = try take(tiny, ["--labels", "labels.csv", "--replace"])
        #expect(
            given.messages.last
                == "labels (labels.csv): 2 of 6 images; tested on 2 images, 50.0 % correct (9.5 to 90.5)")
        #expect(try tiny.run(["ablate", tiny.atlas, "--head", "own"]).status == 0)
        try tiny.folder.write("image,class\nred/full.png,purple\n", to: "purple.csv")
        expectRefusal(
            try take(tiny, ["--labels", "purple.csv", "--replace"]), "2", "“purple”")
        try tiny.folder.write("image,class_index\nnone.png,0\n", to: "none.csv")
        for (source, part) in ["none.csv": "none.csv", "folders": "folder"] {
            expectRefusal(try take(tiny, ["--labels", source, "--replace"]), "6", part)
        }
    }

    /// A class of another wnid is another class, whatever it is called.
    @Test func wordNetDecides() throws {
        let tiny = try atlas()
        try tiny.folder.write("n00000001 red, crimson\nn00000009 green, leaf\nn00000003 x\n", to: "classes.txt")
        #expect(try take(tiny, ["--classes", "classes.txt"]).status == 0)
        #expect(try tiny.answer("SELECT DISTINCT class FROM head_label ORDER BY 1") == ["0", "2"])
    }

    /// JSON takes its images along, with the part that each belonged to.
    @Test func labelsTravel() throws {
        let tiny = try atlas()
        let train = ["head", "train", tiny.atlas, "--name", "a", "--labels", "atlas", "--test-share", "0.5"]
        #expect(try tiny.run(train).status == 0)
        #expect(try tiny.run(["head", "export", tiny.atlas, "--head", "a", "--output", "a.json"]).status == 0)
        #expect(try tiny.run(["head", "import", tiny.atlas, "a.json", "--name", "b"]).status == 0)
        let sql = "SELECT image, class, split FROM head_label WHERE head = "
        #expect(try tiny.answer(sql + "2 ORDER BY image") == (try tiny.answer(sql + "3 ORDER BY image")))
        #expect(try tiny.answer("SELECT loss FROM head WHERE id = 3") == ["svm"])
        // Labels from elsewhere don't make images that the head was fitted to test it.
        let anew = try tiny.run(["head", "import", tiny.atlas, "a.json", "--name", "d", "--labels", "atlas"])
        #expect(anew.status == 0, "\(anew.stderr)")
        #expect(try tiny.answer(sql + "4 ORDER BY image") == (try tiny.answer(sql + "2 ORDER BY image")))
        let splits = try tiny.answer("SELECT DISTINCT split FROM head_label WHERE head = 4 ORDER BY 1")
        #expect(splits == ["test", "train"])
        let json = try String(contentsOfFile: tiny.folder.file("a.json"), encoding: .utf8)
        func take(_ more: String...) throws -> Program.Outcome {
            try tiny.run(["head", "import", tiny.atlas, "c.json", "--name", "c"] + more)
        }
        try tiny.folder.write(json, to: "c.json")
        expectRefusal(
            try take("--pooling", "maximum"), "--pooling")
        expectRefusal(try take("--bias", "b.npy"), "--bias")
        #expect(try take("--pooling", "average").status == 0)
        try tiny.folder.write(json.replacing("\"pooling\":\"average\",", with: ""), to: "c.json")
        #expect(try take("--pooling", "maximum", "--replace").status == 0)
        #expect(try tiny.answer("SELECT pooling FROM head WHERE name = 'c'") == ["maximum"])
    }

    /// What somebody wrote into the JSON by hand.
    @Test(
        arguments: [
            (#"[{"name": "a"}, {"name": " "}]"#, "[]", ["1"]),
            (#"[{"name": "a"}]"#, "[]", ["1", "2"]),
            (
                #"[{"name": "a"}, {"name": "b"}]"#, #"[{"image": "x.png", "classIndex": 2, "split": "test"}]"#,
                ["“x.png”"]
            ),
            (
                #"[{"name": "a"}, {"name": "b"}]"#, #"[{"image": "x.png", "classIndex": 1, "split": "both"}]"#,
                ["“x.png”", "“both”"]
            ),
            (
                #"[{"name": "a"}, {"name": "b"}]"#,
                #"[{"image": "x.png", "classIndex": 1, "split": "test"}, {"image": "x.png", "classIndex": 0, "split": "test"}]"#,
                ["“x.png”"]
            ),
        ]) func mistakesInJSON(_ classes: String, _ labels: String, _ parts: [String]) throws
    {
        let tiny = try TinyAtlas.indexed()
        let arrays = #""weights": [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]], "bias": [0, 0]"#
        try tiny.folder.write("{\(arrays), \"classes\": \(classes), \"labels\": \(labels)}", to: "own.json")
        let outcome = try tiny.run(["head", "import", tiny.atlas, "own.json", "--name", "own"])
        expectRefusal(outcome, "own.json")
        for part in parts { #expect(outcome.stderr.contains(part), "\(outcome.stderr)") }
        #expect(try tiny.answer("SELECT count(*) FROM head") == ["1"])
    }

    @Test func whatIsRefused() throws {
        let tiny = try atlas()
        expectRefusal(try take(tiny, [], name: ""))
        expectRefusal(try take(tiny, [], name: "native"))
        var values = TinyClassifier.weights.values
        values[7] = .nan
        try NumPyFile.write(Tensor(shape: [3, 5], values: values), to: tiny.folder.file("w.npy"))
        expectRefusal(try take(tiny, []), "w.npy", "1", "2")
        try NumPyFile.write(Tensor(shape: [3], values: [0, .infinity, 0]), to: tiny.folder.file("b.npy"))
        expectRefusal(try take(tiny, []), "b.npy")
        try NumPyFile.write(
            Tensor(shape: [3, 4], values: [Float](repeating: 1, count: 12)), to: tiny.folder.file("w.npy"))
        expectRefusal(try take(tiny, []), "4", "5")
        #expect(try tiny.answer("SELECT count(*) FROM head") == ["1"])
    }
}
