import Inference
import ONNX
import TestSupport
import Tensors
import Testing
import Units

/// Networks whose logits are not one linear layer on an average, as AlexNet, VGG, MobileNetV3 and ConvNeXt.
@Suite struct HeadlessNetworkTests {
    static func network() -> Network {
        var builder = GraphBuilder()
        var noise = SeededGenerator(seed: 5)
        func weights(_ shape: Shape) -> Tensor {
            Tensor(shape: shape, values: (0..<shape.count).map { _ in Float.random(in: -1...1, using: &noise) })
        }
        let x = builder.input("x", [1, 3, 8, 8])
        let first = builder.conv(x, weights: weights([4, 3, 3, 3]), bias: weights([4]), name: "first")
        let normal = builder.batchNorm(
            first, scale: weights([4]), bias: weights([4]), mean: weights([4]),
            variance: .init(shape: [4], values: [1, 2, 3, 4]),
            name: "normal")
        let second = builder.conv(builder.relu(normal), weights: weights([6, 4, 3, 3]), name: "second")
        let active = builder.relu(second, name: "active")
        let hidden = builder.relu(builder.gemm(builder.flatten(active), weights: weights([5, 96])), name: "hidden")
        builder.output(builder.gemm(hidden, weights: weights([2, 5]), name: "classes"))
        return Network(graph: builder.graph, path: "headless")
    }

    @Test func sayWhyThereIsNoHead() throws {
        let network = Self.network()
        do {
            _ = try network.classifier(channels: 3, height: 8, width: 8)
            Issue.record("a head was found")
        } catch {
            #expect("\(error)".contains("“hidden”") && "\(error)".contains("Relu"))
        }
        #expect(try network.lastConvolution(channels: 3, height: 8, width: 8) == "active")
    }

    /// Its units can be indexed where a batch norm or an activation, which otherwise would be fused, follows it.
    @Test(arguments: ["first", "normal", "second", "active"])
    func anyConvolutionCanBeIndexed(_ layer: String) throws {
        let network = Self.network()
        let image = Tensor(shape: [1, 3, 8, 8], values: DilationTests.noise(192))
        let classifier = try network.classifier(channels: 3, height: 8, width: 8, layer: layer)
        #expect(classifier.head == nil)
        #expect(classifier.reasonWithoutHead?.contains("“hidden”") == true)
        let plan = try ClassifierPlan(network, classifier: classifier, channels: 3, height: 8, width: 8)
        let observation = try ClassifierSession(plan).observe { span in
            for index in image.values.indices { span[index] = image.values[index] }
        }
        let expected = try Forward.run(network, inputs: ["x": image], wanted: layer)
        #expect(observation.maps.shape == Shape(Array(expected.shape.extents.dropFirst())))
        #expect(zip(observation.maps.values, expected.values).allSatisfy { abs($0 - $1) < 1e-6 * max(1, abs($1)) })
        let hasNegative = expected.values.contains { $0 < 0 }
        #expect(hasNegative == (layer != "active"))
    }

    @Test func aNodeNamesItsOutput() throws {
        var graph = GraphBuilder()
        let x = graph.input("x", [1, 1, 4, 4])
        graph.graph.nodes.append(
            Node(
                name: "/features/0/Conv", operatorName: "Conv",
                inputs: [x, graph.constant(Tensor(shape: [2, 1, 1, 1], values: [1, 2]))], outputs: ["value"]))
        graph.output("value")
        let network = Network(graph: graph.graph, path: "named")
        #expect(
            try network.classifier(channels: 1, height: 4, width: 4, layer: "/features/0/Conv").layer == "value")
    }
}
