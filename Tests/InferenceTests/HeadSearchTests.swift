import Inference
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
            reason { $0.globalMaxPool($0.conv($1, weights: Self.weights.reshaped([5, 6, 1, 1]))) }.contains("maxima"))
        #expect(
            reason { $0.globalAveragePool($0.conv($1, weights: .random([5, 6, 3, 3], seed: 2), name: "wide")) }
                .contains("“wide”, the convolution before the average is 5×6×3×3"))
        #expect(reason { $0.relu($1, name: "last") }.contains("“last”"))
        #expect(reason { $0.relu($1, name: "last") }.contains("--layer"))
    }

    @Test func namedLayers() throws {
        let build: (inout GraphBuilder, String) -> String = {
            $0.gemm($0.flatten($0.globalAveragePool($1), name: "flat"), weights: Self.weights)
        }
        #expect(try classifier(layer: "units", build).head != nil)
        let before = try classifier(layer: "conv", build)
        #expect(before.head == nil)
        #expect(before.reasonWithoutHead == "the native head rests on “units”")
        for name in ["nothing", "flat"] {
            let error = #expect(throws: InferenceError.self) { try classifier(layer: name, build) }
            #expect(error?.description.contains("“\(name)”") == true)
        }
    }
}
