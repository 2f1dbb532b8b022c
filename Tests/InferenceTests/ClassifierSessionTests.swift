import Inference
import Tensors
import TestSupport
import Testing
import Units

struct ClassifierSessionTests {
    private func observe(_ builder: GraphBuilder, height: Int, width: Int, _ input: Tensor) throws -> Observation {
        let network = Network(graph: builder.graph, path: "test")
        let classifier = try network.classifier(channels: 3, height: height, width: width)
        let plan = try ClassifierPlan(network, classifier: classifier, channels: 3, height: height, width: width)
        return try ClassifierSession(plan).observe { span in
            for index in span.indices { span[index] = input.values[index] }
        }
    }

    /// A head on two units: ten times the first channel, and the second channel's negative, both cut to [0, 6].
    private func saturating() -> GraphBuilder {
        var builder = GraphBuilder()
        let x = builder.input("image", [1, 3, 2, 3])
        let maps = builder.conv(x, weights: Tensor(shape: [2, 3, 1, 1], values: [10, 0, 0, 0, -1, 0]), name: "conv")
        let units = builder.clip(maps, min: 0, max: 6, name: "units")
        let pooled = builder.flatten(builder.globalAveragePool(units))
        builder.output(builder.gemm(pooled, weights: Tensor(shape: [1, 2], values: [1, 1])))
        return builder
    }

    @Test func thePeakIsTheOneBeforeTheFinalClip() throws {
        let input = Tensor(
            shape: [1, 3, 2, 3],
            values: [
                0.7, 0.1, 0.9, 0.8, 0.9, 0.2,  // first channel: cells 0, 2, 3 and 4 saturate; 2 comes before 4
                0.5, 0.4, 0.3, 0.2, 0.6, 0.7,  // second: negative everywhere, least in cell 3
                0, 0, 0, 0, 0, 0,
            ])
        let observation = try observe(saturating(), height: 2, width: 3, input)
        #expect(observation.peaks == [2, 3])
        #expect(observation.map(UnitID(0)).values == [6, 1, 6, 6, 6, 2])
        #expect(observation.map(UnitID(1)).values == [0, 0, 0, 0, 0, 0])
        #expect(observation.unclippedMap(UnitID(0))?.values == [7, 1, 9, 8, 9, 2])
        #expect(observation.peakResponse(UnitID(0)) == 9)
        // Nothing of the second is cut off at 6; its lower bound holds.
        #expect(observation.unclippedMap(UnitID(1)) == nil)
        #expect(observation.peakResponse(UnitID(1)) == 0)
        #expect(abs(observation.logits[0] - 27 / 6) < 1e-6)
    }

    /// The activation hides the infinity that it is given: it is found all the same.
    @Test func anInfinityBehindAClipNamesItsNode() throws {
        var builder = GraphBuilder()
        let x = builder.input("image", [1, 3, 2, 2])
        let small = builder.conv(x, weights: .random([4, 3, 1, 1], seed: 1), name: "small")
        let huge = builder.conv(
            small, weights: Tensor(shape: [4, 4, 1, 1], values: [Float](repeating: 3e38, count: 16)),
            bias: Tensor(shape: [4], values: [3e38, 3e38, 3e38, 3e38]), name: "huge")
        let units = builder.clip(huge, min: 0, max: 6, name: "units")
        let pooled = builder.flatten(builder.globalAveragePool(units))
        builder.output(builder.gemm(pooled, weights: .random([3, 4], seed: 2)))
        let ones = Tensor(shape: [1, 3, 2, 2], values: [Float](repeating: 1, count: 12))
        let network = Network(graph: builder.graph, path: "test")
        func node(_ body: () throws -> Void) -> String? {
            do {
                try body()
                return nil
            } catch InferenceError.nonFinite(let node, _) {
                return node
            } catch {
                return "\(error)"
            }
        }
        #expect(node { _ = try observe(builder, height: 2, width: 2, ones) } == "huge")
        #expect(node { _ = try Forward.run(network, inputs: ["image": ones]) } == "huge")
        // Zeros are no trouble, only the bias counts.
        let zeros = Tensor(shape: [1, 3, 2, 2], values: [Float](repeating: 0, count: 12))
        #expect(node { _ = try observe(builder, height: 2, width: 2, zeros) } == nil)
        let spoilt = Tensor(shape: [1, 3, 2, 2], values: ones.values.dropLast() + [.nan])
        #expect(throws: InferenceError.self) { try observe(builder, height: 2, width: 2, spoilt) }
    }

    @Test func weightsThatAreNoNumbersNameTheirNode() throws {
        var builder = GraphBuilder()
        let x = builder.input("image", [1, 3, 2, 2])
        let random = Tensor.random([4, 3, 1, 1], seed: 1).values
        let weights = Tensor(shape: [4, 3, 1, 1], values: random[..<7] + [.nan] + random[8...])
        builder.output(builder.conv(x, weights: weights, name: "spoilt"))
        let network = Network(graph: builder.graph, path: "test")
        let error = #expect(throws: InferenceError.self) {
            try Forward.run(network, inputs: ["image": .random([1, 3, 2, 2], seed: 1)])
        }
        #expect(error?.description.contains("“spoilt”") == true)
        #expect(error?.description.contains("element 7") == true)
    }

    /// One image's result is the same whatever ran before it.
    @Test func sessionsRememberNothing() throws {
        let network = Network(graph: RandomClassifier.poolThenLinear(seed: 2).graph, path: "test")
        let classifier = try network.classifier(channels: 3, height: 16, width: 16)
        let plan = try ClassifierPlan(network, classifier: classifier, channels: 3, height: 16, width: 16)
        let images = (0..<4).map { Tensor.random([1, 3, 16, 16], seed: $0 + 1) }
        func observe(_ session: ClassifierSession, _ image: Tensor) throws -> Observation {
            try session.observe { span in
                for index in span.indices { span[index] = image.values[index] }
            }
        }
        let session = try ClassifierSession(plan)
        let forwards = try images.map { try observe(session, $0) }
        let backwards = try images.reversed().map { try observe(session, $0) }
        let fresh = try images.map { try observe(try ClassifierSession(plan), $0) }
        #expect(forwards == backwards.reversed())
        #expect(forwards == fresh)
    }
}
