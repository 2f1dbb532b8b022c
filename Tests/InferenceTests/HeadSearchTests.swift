import Inference
import ONNX
import Tensors
import TestSupport
import Testing
import Units

/// Units and head in the forms in which exporters write them.
struct HeadSearchTests {
    private static let weights = Tensor.random([5, 6], seed: 8)

    private func classifier(
        layer: String? = nil, _ build: (inout GraphBuilder, String) -> String
    ) throws -> Classifier {
        var builder = GraphBuilder()
        let x = builder.input("image", [-1, 3, 8, 8])
        let maps = builder.relu(builder.conv(x, weights: .random([6, 3, 3, 3], seed: 1), name: "conv"), name: "units")
        builder.output(build(&builder, maps))
        return try Network(graph: builder.graph, path: "test").classifier(
            channels: 3, height: 8, width: 8, layer: layer)
    }

    private func reason(_ build: (inout GraphBuilder, String) -> String) -> String {
        do {
            let found = try classifier(build)
            return "found \(found.layer)"
        } catch {
            return "\(error)"
        }
    }

    private static let transposed = Tensor(
        shape: [6, 5], values: (0..<30).map { weights.values[$0 % 5 * 6 + $0 / 5] })

    @Test func poolThenLinearInManyForms() throws {
        let bias = Tensor.random([5], seed: 9)
        let forms: [(String, (inout GraphBuilder, String) -> String)] = [
            ("Gemm", { $0.gemm($0.flatten($0.globalAveragePool($1)), weights: Self.weights, bias: bias) }),
            ("Reshape", { $0.gemm($0.reshape($0.globalAveragePool($1), [-1, 6]), weights: Self.weights, bias: bias) }),
            (
                "MatMul and Add",
                { builder, maps in
                    let pooled = builder.reduceMean(maps, axes: [2, 3], keepDimensions: false)
                    let product = builder.matMul(pooled, weights: Self.transposed)
                    return builder.add(product, builder.constant(bias))
                }
            ),
            (
                "average over the map, softmax",
                {
                    $0.softmax(
                        $0.gemm($0.flatten($0.averagePool($1, kernel: [6, 6])), weights: Self.weights, bias: bias))
                }
            ),
            (
                "1×1 convolution",
                {
                    $0.flatten(
                        $0.conv($0.globalAveragePool($1), weights: Self.weights.reshaped([5, 6, 1, 1]), bias: bias))
                }
            ),
        ]
        for (name, build) in forms {
            let found = try classifier(build)
            #expect(found.layer == "units", "\(name)")
            let head = try #require(found.head)
            #expect(head.form == .poolThenLinear && head.pooling == .average)
            #expect(head.weights == Self.weights, "\(name)")
            #expect(head.bias == bias.values, "\(name)")
            #expect([found.unitCount, found.mapHeight, found.mapWidth] == [6, 6, 6])
        }
        let maximum = try classifier { $0.gemm($0.flatten($0.globalMaxPool($1)), weights: Self.weights) }
        #expect(maximum.head?.pooling == .maximum)
    }

    /// The vector of pooled activations in the forms of exporters: whatever stands between it and the linear layer becomes
    /// part of the head's weights.
    @Test func poolingInSeveralSteps() throws {
        let scale = Tensor.random([6], seed: 10)
        let shift = Tensor.random([6], seed: 11)
        let forms: [(String, Float, (inout GraphBuilder, String) -> String)] = [
            (
                "flatten(2).mean(-1)", 1,
                { $0.reduceMean($0.reshape($1, [0, 6, -1]), axes: [2], keepDimensions: false) }
            ),
            (
                "mean(-1).mean(-1)", 1,
                { $0.reduceMean($0.reduceMean($1, axes: [3], keepDimensions: false), axes: [2], keepDimensions: false) }
            ),
            (
                "sum over the cells, divided", 36 / 40,
                { builder, maps in
                    let axes = builder.constant([2, 3])
                    let sum = builder.node("ReduceSum", [maps, axes], ["keepdims": .integer(0)])
                    return builder.node("Div", [sum, builder.constant(Tensor(shape: [], values: [40]))])
                }
            ),
            (
                "pooling, doubled", 2,
                { builder, maps in
                    let pooled = builder.flatten(builder.globalAveragePool(maps))
                    return builder.mul(pooled, builder.constant(Tensor(shape: [], values: [2])))
                }
            ),
        ]
        for (name, factor, pooled) in forms {
            let head = try #require(try classifier { $0.gemm(pooled(&$0, $1), weights: Self.weights) }.head, "\(name)")
            #expect(head.pooling == .average)
            for (found, own) in zip(head.weights.values, Self.weights.values) {
                #expect(abs(found - own * factor) <= 1e-6 * abs(own), "\(name)")
            }
        }
        let normed = try classifier { builder, maps in
            let pooled = builder.flatten(builder.globalAveragePool(maps))
            let scaled = builder.mul(pooled, builder.constant(scale))
            return builder.gemm(builder.add(scaled, builder.constant(shift)), weights: Self.weights)
        }
        let head = try #require(normed.head)
        for row in 0..<5 {
            let own = (0..<6).map { Self.weights.values[row * 6 + $0] }
            for unit in 0..<6 {
                #expect(abs(head.weights.values[row * 6 + unit] - own[unit] * scale.values[unit]) < 1e-6)
            }
            let addend = zip(own, shift.values).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(head.bias[row] - addend) < 1e-5)
        }
    }

    @Test func meansOfOtherThingsAreNoPooling() {
        #expect(
            reason { builder, maps in
                let rows = builder.reduceMean(maps, axes: [3], keepDimensions: false)
                return builder.gemm(builder.reshape(rows, [0, 36]), weights: .random([5, 36], seed: 1))
            }.contains("expected global average pooling"))
        #expect(
            reason { builder, maps in
                let summed = builder.reduceMean(maps, axes: [1, 3], keepDimensions: false)
                return builder.gemm(summed, weights: .random([5, 6], seed: 1))
            }.contains("expected global average pooling"))
    }

    @Test func theHeadMayRestUnderAnotherOutput() throws {
        var builder = GraphBuilder()
        let x = builder.input("image", [-1, 3, 8, 8])
        let maps = builder.relu(builder.conv(x, weights: .random([6, 3, 3, 3], seed: 1)), name: "units")
        builder.output(maps)
        builder.output(builder.gemm(builder.flatten(builder.globalAveragePool(maps)), weights: Self.weights))
        let found = try Network(graph: builder.graph, path: "test").classifier(channels: 3, height: 8, width: 8)
        #expect(found.layer == "units" && found.head?.weights == Self.weights)
    }

    @Test func linearThenPoolWithAndWithoutReLUAndPads() throws {
        let kernel = Self.weights.reshaped([5, 6, 1, 1])
        let plain = try classifier { $0.flatten($0.globalAveragePool($0.conv($1, weights: kernel))) }
        #expect(plain.head?.form == .linearThenPool(rectified: false, border: 0))
        #expect(plain.layer == "units")
        let padded = try classifier {
            $0.globalAveragePool($0.relu($0.conv($1, weights: kernel, pads: [1, 2, 0, 1])))
        }
        #expect(padded.head?.form == .linearThenPool(rectified: true, border: 7 * 9 - 36))
        #expect(padded.head?.weights == Self.weights)
    }

    @Test func whereThePatternDoesNotHold() {
        #expect(reason { $0.gemm($0.flatten($1), weights: .random([5, 216], seed: 2)) }.contains("pool"))
        #expect(
            reason { $0.globalMaxPool($0.conv($1, weights: Self.weights.reshaped([5, 6, 1, 1]))) }.contains(
                "maximum pooling"))
        #expect(
            reason { $0.globalAveragePool($0.conv($1, weights: .random([5, 6, 3, 3], seed: 2), name: "wide")) }
                .contains("“wide”: expected a 1×1 convolution before the average, found 5×6×3×3"))
        #expect(reason { $0.relu($1, name: "last") }.contains("“last”"))
    }

    @Test func namedLayers() throws {
        let build: (inout GraphBuilder, String) -> String = {
            $0.gemm($0.flatten($0.globalAveragePool($1), name: "flat"), weights: Self.weights)
        }
        #expect(try classifier(layer: "units", build).head != nil)
        let before = try classifier(layer: "conv", build)
        #expect(before.head == nil)
        #expect(before.reasonWithoutHead == "the native head uses the layer “units”")
        for name in ["nothing", "flat"] {
            let error = #expect(throws: InferenceError.self) { try classifier(layer: name, build) }
            #expect(error?.description.contains("“\(name)”") == true)
        }
    }
}
