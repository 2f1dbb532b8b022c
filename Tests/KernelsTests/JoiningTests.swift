import Kernels
import Tensors
import Testing

/// Maps in blocks of 16 channels: Winograd's algorithm, and concatenations that move nothing.
@Suite struct JoiningTests {
    private let same = ConvolutionGeometry(pads: [1, 1, 1, 1])

    /// Against plain loops. Its transformations lose a few bits: on these shapes up to 3e-6 of the largest value.
    @Test(arguments: [(16, 32, 10, 13), (32, 16, 28, 28), (48, 64, 27, 11), (64, 64, 14, 14)])
    func winogradEqualsThePlainLoops(channels: Int, outputs: Int, height: Int, width: Int) throws {
        var noise = Noise(5)
        let input = noise.tensor([1, channels, height, width])
        let weights = noise.tensor([outputs, channels, 3, 3])
        let bias = noise.tensor([outputs]).values
        #expect(
            ConvolutionChoice.usesWinograd(
                weights: weights.shape, geometry: same, post: [], output: [height, width]))
        var implementation = ""
        let result = try run(input, usesBlocks: true) { builder, value in
            let result = try builder.convolution(value, weights: weights, bias: bias, geometry: same, label: "c")
            implementation = try builder.build().implementations.last?.implementation ?? ""
            return result
        }
        #expect(implementation.contains("wino") == EngineDescription.hasWideVectors)
        #expect(worstError(result, NaiveKernels.convolution(input, weights, bias, same)) < 1e-5)
    }

    /// A concatenation of values, one of them twice, within another that continues from it; a residual sum then takes the
    /// place of a part, which must not change what was concatenated.
    @Test func joinsWithoutDisturbingItsParts() throws {
        var noise = Noise(6)
        let input = noise.tensor([1, 16, 6, 5])
        let weights = (0..<3).map { _ in noise.tensor([16, 16, 1, 1]) }
        let bias = noise.tensor([16]).values
        var labels: [String] = []
        let result = try run(input, usesBlocks: true) { builder, value in
            func convolved(_ source: ProgramValue, _ index: Int, residual: ProgramValue? = nil) throws -> ProgramValue {
                try builder.convolution(
                    source, weights: weights[index], bias: bias, geometry: .init(),
                    post: residual == nil ? [] : [.sum], residual: residual, label: "\(index)")
            }
            let a = try convolved(value, 0)
            let b = try convolved(value, 1)
            let first = try builder.concatenation([.value(a), .value(b), .value(a)], axis: 1, label: "first")
            let c = try convolved(a, 2, residual: b)
            let second = try builder.concatenation([.value(first), .value(c)], axis: 1, label: "second")
            labels = try builder.build().implementations.map(\.label)
            return second
        }
        let a = NaiveKernels.convolution(input, weights[0], bias, .init())
        let b = NaiveKernels.convolution(input, weights[1], bias, .init())
        let c = NaiveKernels.convolution(a, weights[2], bias, .init())
        let sum = zip(b.values, c.values).map { $0 + $1 }
        let expected = Tensor(shape: [1, 64, 6, 5], values: a.values + b.values + a.values + sum)
        #expect(worstError(result, expected) < 2e-6)
        // Only what occurs twice, and what is written over, is copied.
        #expect(labels.filter { $0.hasSuffix("(copy)") } == ["first (copy)", "2 (copy)"])
        #expect(!labels.contains("first") && !labels.contains("second"))
    }

    /// bfloat16 keeps 8 bits, and sums are float32: errors stay near 2⁻⁸ of the largest value.
    @Test(.enabled(if: Precision.bf16.isSupported, "this processor has no bfloat16 arithmetic"))
    func bfloat16IsNear() throws {
        var noise = Noise(7)
        let input = noise.tensor([1, 32, 9, 9])
        let weights = noise.tensor([48, 32, 3, 3])
        let bias = noise.tensor([48]).values
        let result = try run(input, precision: .bf16) { builder, value in
            try builder.convolution(value, weights: weights, bias: bias, geometry: same, label: "c")
        }
        let error = worstError(result, NaiveKernels.convolution(input, weights, bias, same))
        #expect(error < 0x1p-7 && error > 1e-5)
    }
}
