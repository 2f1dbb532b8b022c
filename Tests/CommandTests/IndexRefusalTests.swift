import Foundation
import TestSupport
import Tensors
import Testing

/// What `index` refuses: one sentence, nothing on stdout, and no atlas left behind.
struct IndexRefusalTests {
    private func expectRefused(
        _ tiny: TinyAtlas, _ outcome: Program.Outcome, _ parts: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        #expect(outcome.stdout.isEmpty, sourceLocation: sourceLocation)
        #expect(outcome.messages.count == 1, "\(outcome.stderr)", sourceLocation: sourceLocation)
        for part in parts {
            #expect(outcome.stderr.contains(part), "\(outcome.stderr)", sourceLocation: sourceLocation)
        }
        #expect(tiny.atlasFiles.isEmpty, sourceLocation: sourceLocation)
    }

    @Test func whatIsMissing() throws {
        let tiny = try TinyAtlas()
        expectRefused(tiny, try tiny.run(["index", tiny.atlas]), tiny.atlas, "--model")
        expectRefused(tiny, try tiny.run(["index", tiny.atlas, "--model", tiny.model]), tiny.atlas, "--images")
        let noModel = tiny.folder.file("nowhere")
        expectRefused(
            tiny, try tiny.run(["index", tiny.atlas, "--model", noModel, "--images", tiny.images]), noModel)
        expectRefused(
            tiny, try tiny.run(["index", tiny.atlas, "--model", tiny.model, "--images", noModel]), noModel)
        try FileManager.default.createDirectory(atPath: noModel, withIntermediateDirectories: false)
        expectRefused(
            tiny, try tiny.run(["index", tiny.atlas, "--model", tiny.model, "--images", noModel]), noModel)
        expectRefused(tiny, try tiny.index(["--labels", tiny.folder.file("no.csv")]), "no.csv")
        expectRefused(tiny, try tiny.index(["--classes", tiny.folder.file("no.csv")]), "no.csv")
        expectRefused(tiny, try tiny.index(["--preprocessing", "no.json"]), "no.json")
    }

    @Test func whatCannotBeRead() throws {
        let tiny = try TinyAtlas()
        expectRefused(tiny, try tiny.index(["--layer", "nothing"]), "“nothing”", "relu")
        expectRefused(tiny, try tiny.index(["--layer", "fc"]), "“fc”", "1×3")
        expectRefused(tiny, try tiny.index(["--preprocessing", "keras"]), "“keras”", "torchvision")
        let text = try tiny.folder.write("not JSON", to: "bad.json")
        expectRefused(tiny, try tiny.index(["--preprocessing", text]), text, "JSON")
        let short = try tiny.folder.write("red\ngreen\n", to: "short.txt")
        expectRefused(tiny, try tiny.index(["--classes", short]), short, "2", "3")
        let labels = try tiny.folder.write("image,wnid\nplain.png,n99999999\n", to: "labels.csv")
        expectRefused(tiny, try tiny.index(["--labels", labels]), labels + ":2", "n99999999")
        let headless = try tiny.folder.write("image,class\nplain.png,crimson\n", to: "some.csv")
        expectRefused(tiny, try tiny.index(["--layer", "conv", "--labels", headless]), "“conv”", "--labels")
        let list = try tiny.folder.write("images/no.png\n", to: "list.txt")
        expectRefused(
            tiny, try tiny.run(["index", tiny.atlas, "--model", tiny.model, "--images", list]), list, "no.png")
    }

    @Test func preprocessingIsNeverGuessed() throws {
        let tiny = try TinyAtlas()
        try FileManager.default.removeItem(atPath: tiny.model + "/preprocessor_config.json")
        expectRefused(tiny, try tiny.index(), "preprocessor_config.json", "--preprocessing")
    }

    @Test func damagedModels() throws {
        let tiny = try TinyAtlas()
        let file = tiny.model + "/model.onnx"
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        try whole.prefix(whole.count - 100).write(to: URL(fileURLWithPath: file))
        expectRefused(tiny, try tiny.index(), "model.onnx")
        try Data("no network".utf8).write(to: URL(fileURLWithPath: file))
        expectRefused(tiny, try tiny.index(), "model.onnx")
        try Data().write(to: URL(fileURLWithPath: file))
        expectRefused(tiny, try tiny.index(), "model.onnx")
    }

    @Test func allUnsupportedOperatorsAtOnce() throws {
        let tiny = try TinyAtlas()
        let network = TinyClassifier.network { builder, maps in
            let first = builder.node("Gru", [maps], name: "g1")
            let second = builder.node("Gru", [first], name: "g2")
            return builder.node("com.acme.Frobnicate", [second], name: "frob")
        }
        try network.write(to: URL(fileURLWithPath: tiny.model + "/model.onnx"))
        expectRefused(tiny, try tiny.index(), "Gru (2 nodes, first “g1”, “g2”)", "com.acme.Frobnicate (node “frob”)")
    }

    @Test func anInfiniteActivationNamesItsNode() throws {
        let tiny = try TinyAtlas()
        let network = TinyClassifier.network { builder, maps in
            let large = builder.conv(
                maps, weights: Tensor(shape: [5, 5, 1, 1], values: [Float](repeating: 3e38, count: 25)), name: "large")
            return builder.clip(large, min: 0, max: 6)
        }
        try network.write(to: URL(fileURLWithPath: tiny.model + "/model.onnx"))
        expectRefused(tiny, try tiny.index(), "large", "an infinite value or NaN", ".png")
    }

    @Test func whereNoAtlasCanBe() throws {
        let tiny = try TinyAtlas()
        func index(_ path: String) throws -> Program.Outcome {
            try tiny.run(["index", path, "--model", tiny.model, "--images", tiny.images])
        }
        expectRefusal(try index(tiny.folder.file("no/such/folder.sqlite")), "folder.sqlite")
        expectRefusal(try index(tiny.images), tiny.images)
        let text = try tiny.folder.write("important", to: "notes.txt")
        expectRefusal(try index(text), text)
        #expect(try String(contentsOfFile: text, encoding: .utf8) == "important")
    }

    /// A process killed while it made the file leaves an empty one.
    @Test func anEmptyFileBecomesAnAtlas() throws {
        let tiny = try TinyAtlas()
        try Data().write(to: URL(fileURLWithPath: tiny.atlas))
        #expect(try tiny.index().status == 0)
    }

    @Test func anotherConfigurationIsRefusedWithTheDifference() throws {
        let tiny = try TinyAtlas.indexed()
        let before = try Data(contentsOf: URL(fileURLWithPath: tiny.atlas))
        expectRefusal(try tiny.index(["--top", "3"]), "16", "3")
        expectRefusal(try tiny.index(["--layer", "conv"]), "“relu”", "“conv”")
        expectRefusal(
            try tiny.index(["--preprocessing", "tensorflow"]), "x/255", "127.5", "1", "8")
        expectRefusal(try tiny.index(["--orient", "--top", "3"]), "16")
        expectRefusal(try tiny.index(["--alpha", "white"]))
        let names = try tiny.folder.write("rot\ngreen\nblue\n", to: "names.txt")
        expectRefusal(
            try tiny.index(["--classes", names]), "0", "“red, crimson”", "00000001", "“rot”")
        let other = try TinyClassifier.write(
            to: tiny.folder, name: "other",
            network: TinyClassifier.network(
                classWeights: Tensor(shape: [3, 5], values: [Float](repeating: 1, count: 15))))
        expectRefusal(
            try tiny.run(["index", tiny.atlas, "--model", other]), "other/model.onnx")
        let labels = try tiny.folder.write("image,class\nplain.png,crimson\n", to: "labels.csv")
        expectRefusal(try tiny.index(["--labels", labels]))
        #expect(try Data(contentsOf: URL(fileURLWithPath: tiny.atlas)) == before)
    }

    @Test func anAtlasThatWasMovedGoesOn() throws {
        let tiny = try TinyAtlas.indexed()
        let (model, images) = (tiny.folder.file("elsewhere"), tiny.folder.file("pictures"))
        try FileManager.default.moveItem(atPath: tiny.model, toPath: model)
        try FileManager.default.moveItem(atPath: tiny.images, toPath: images)
        expectRefusal(try tiny.run(["index", tiny.atlas]), tiny.model)
        let outcome = try tiny.run(["index", tiny.atlas, "--model", model, "--images", images])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try tiny.run(["index", tiny.atlas]).status == 0)
    }

    @Test(arguments: [
        ["--top", "0"], ["--top", "many"], ["--batch", "0"], ["--threads", "-1"], ["--nonsense"], ["--alpha", "red"],
    ])
    func usage(_ arguments: [String]) throws {
        let tiny = try TinyAtlas()
        expectRefusal(try tiny.index(arguments), status: 64)
        #expect(tiny.atlasFiles.isEmpty)
    }
}
