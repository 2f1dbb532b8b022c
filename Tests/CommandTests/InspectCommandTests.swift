import Foundation
import Tensors
import TestSupport
import Testing

struct InspectCommandTests {
    @Test func everyFinding() throws {
        let tiny = try TinyAtlas()
        let outcome = try tiny.run(["inspect", "model"])
        #expect(outcome.status == 0)
        #expect(outcome.stderr.isEmpty)
        #expect(
            outcome.stdout == """
                Network          model/model.onnx, operator set 13
                Input            “image”, N×3×8×8; run at 8×8
                Preprocessing    whole image to 8×8, bilinear; RGB; x/255 (from model/preprocessor_config.json)
                Units            5, channels of “relu”
                Map              4×4 cells
                Receptive field  2×2 pixels, stride 2×2, first at row 0, column 0 (theoretical)
                Head             average pooling, then a linear layer of 3×5 with bias (nodes pool, flat, fc)
                Classes          3, from model/classes.csv
                Operators        Conv 1, Flatten 1, Gemm 1, GlobalAveragePool 1, Relu 1, Softmax 1
                Parameters       83
                Multiply-adds    975 per image

                """)
    }

    @Test func asJSON() throws {
        let tiny = try TinyAtlas()
        let outcome = try tiny.run(["inspect", tiny.model, "--format", "json"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
        #expect(object["units"] as? Int == 5)
        #expect(object["map_height"] as? Int == 4)
        #expect(object["layer"] as? String == "relu")
        #expect(object["head_form"] as? String == "pool then linear")
        #expect(object["head_nodes"] as? [String] == ["pool", "flat", "fc"])
        #expect(object["multiply_adds"] as? Int == 975)
    }

    /// What a network is can be seen without knowing how it is fed.
    @Test func withoutPreprocessing() throws {
        let tiny = try TinyAtlas()
        try FileManager.default.removeItem(atPath: tiny.model + "/preprocessor_config.json")
        let outcome = try tiny.run(["inspect", "model"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.contains("Preprocessing    unknown: "))
        #expect(outcome.stdout.contains("N×3×8×8; run at 8×8"))
        #expect(outcome.stdout.contains("5, channels of “relu”"))
        let object = try #require(
            try JSONSerialization.jsonObject(
                with: Data(try tiny.run(["inspect", "model", "--format", "json"]).stdout.utf8)) as? [String: Any])
        #expect(object["preprocessing"] is NSNull)
        #expect(object["units"] as? Int == 5)
        #expect(try tiny.run(["inspect", "model", "--preprocessing", "caffe"]).stdout.contains("the preset caffe"))
    }

    @Test func theOtherFormOfHead() throws {
        let tiny = try TinyAtlas()
        let model = try TinyClassifier.write(
            to: tiny.folder, name: "squeeze", network: RandomClassifier.linearThenPool(seed: 1),
            preprocessing: RandomClassifier.preprocessing, classes: nil)
        let outcome = try tiny.run(["inspect", model])
        #expect(outcome.status == 0)
        #expect(
            outcome.stdout.contains(
                "a 1×1 convolution to 5 class maps, ReLU, then their average over 36 cells, 20 of them padding"))
        #expect(outcome.stdout.split(separator: "\n").contains { $0.hasPrefix("Classes") && $0.contains(" 5, ") })
    }

    @Test func aNetworkWithoutAHead() throws {
        let tiny = try TinyAtlas()
        let network = TinyClassifier.network { builder, maps in builder.maxPool(maps, kernel: [2, 2]) }
        try network.write(to: URL(fileURLWithPath: tiny.model + "/model.onnx"))
        // Pooling between the convolution and the head leaves units that are maps still.
        #expect(try tiny.run(["inspect", tiny.model]).stdout.contains("3×3 cells"))
        var flat = GraphBuilder()
        let x = flat.input("image", [1, 3, 8, 8])
        let maps = flat.flatten(flat.conv(x, weights: .random([2, 3, 8, 8], seed: 1), name: "whole"), name: "flat")
        flat.output(flat.gemm(maps, weights: .random([3, 2], seed: 2), name: "fc"))
        try flat.write(to: URL(fileURLWithPath: tiny.model + "/model.onnx"))
        expectRefusal(try tiny.run(["inspect", tiny.model]), "whole", "--layer")
    }

    @Test func whatIsRefused() throws {
        let tiny = try TinyAtlas()
        expectRefusal(try tiny.run(["inspect", "no"]), "no")
        expectRefusal(try tiny.run(["inspect", tiny.images]), ".onnx")
        expectRefusal(try tiny.run(["inspect", tiny.model + "/classes.csv"]), "classes.csv")
        expectRefusal(try tiny.run(["inspect"]), status: 64)
        try FileManager.default.moveItem(atPath: tiny.model + "/model.onnx", toPath: tiny.model + "/a.onnx")
        try FileManager.default.copyItem(atPath: tiny.model + "/a.onnx", toPath: tiny.model + "/b.onnx")
        expectRefusal(try tiny.run(["inspect", tiny.model]), "2", "a.onnx", "b.onnx")
        #expect(try tiny.run(["inspect", tiny.model + "/b.onnx"]).status == 0)
    }
}
