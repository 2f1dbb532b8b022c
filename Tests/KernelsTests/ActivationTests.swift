import Foundation
import Kernels
import Tensors
import Testing

/// Every activation against its formula in double precision.
struct ActivationTests {
    private static let inputs: [Double] = [-100, -6, -3, -1.5, -1, -0.5, -0.001, 0, 0.001, 0.5, 1, 2, 3, 5.9, 6, 100]

    private func largestError(
        _ activation: Activation, of inputs: [Double] = Self.inputs, _ formula: (Double) -> Double
    ) throws -> Double {
        // 16 channels fill a block, so that both layouts are tried.
        let shape: Shape = [1, 16, 1, inputs.count]
        let tensor = Tensor(shape: shape, values: (0..<16).flatMap { _ in inputs.map { Float($0) } })
        var worst = 0.0
        for usesBlocks in [false, true] {
            let result = try run(tensor, usesBlocks: usesBlocks) { builder, value in
                try builder.activation(value, activation, label: "a")
            }
            #expect(result.shape == shape)
            for (value, input) in zip(result.values, (0..<16).flatMap { _ in inputs }) {
                let expected = formula(Double(Float(input)))
                worst = max(worst, abs(Double(value) - expected) / max(1, abs(expected)))
            }
        }
        return worst
    }

    @Test func piecewiseLinear() throws {
        #expect(try largestError(.relu) { max(0, $0) } == 0)
        #expect(try largestError(.leakyReLU(slope: 0.25)) { $0 < 0 ? 0.25 * $0 : $0 } < 1e-7)
        #expect(try largestError(.clip(lower: 0, upper: 6)) { min(max($0, 0), 6) } == 0)
        #expect(try largestError(.hardSigmoid(slope: 0.2, offset: 0.5)) { min(max(0.2 * $0 + 0.5, 0), 1) } < 1e-6)
        #expect(try largestError(.hardSwish) { $0 * min(max($0 + 3, 0), 6) / 6 } < 1e-6)
        #expect(try largestError(.absolute) { abs($0) } == 0)
        #expect(try largestError(.linear(slope: -2, offset: 3)) { -2 * $0 + 3 } < 1e-6)
        #expect(try largestError(.square) { $0 * $0 } < 1e-6)
    }

    @Test func smooth() throws {
        func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        func softplus(_ x: Double) -> Double { x > 40 ? x : log1p(exp(x)) }
        #expect(try largestError(.sigmoid, sigmoid) < 1e-5)
        #expect(try largestError(.tanh, tanh) < 1e-5)
        #expect(try largestError(.swish(scale: 1)) { $0 * sigmoid($0) } < 1e-5)
        #expect(try largestError(.gelu) { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) } < 1e-5)
        #expect(
            try largestError(.geluTanh) {
                0.5 * $0 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0)))
            } < 1e-4)
        #expect(try largestError(.elu(slope: 0.5)) { $0 < 0 ? 0.5 * expm1($0) : $0 } < 1e-5)
        #expect(
            try largestError(.selu(slope: 1.6732632, scale: 1.050701)) {
                1.050701 * ($0 < 0 ? 1.6732632 * expm1($0) : $0)
            } < 1e-5)
        #expect(try largestError(.celu(width: 2)) { max($0, 0) + min(0, 2 * expm1($0 / 2)) } < 1e-5)
        #expect(try largestError(.softplus, softplus) < 1e-5)
        #expect(try largestError(.mish) { $0 * tanh(softplus($0)) } < 1e-4)
    }

    @Test func ofPositiveNumbers() throws {
        let inputs = [0.001, 0.5, 1, 2, 9, 100]
        #expect(try largestError(.squareRoot, of: inputs) { $0.squareRoot() } < 1e-6)
        #expect(try largestError(.logarithm, of: inputs, log) < 1e-5)
        #expect(try largestError(.power(scale: 2, exponent: 1.5), of: inputs) { 2 * pow($0, 1.5) } < 1e-5)
        #expect(try largestError(.exponential, of: [-5, -1, 0, 1, 5], exp) < 1e-5)
    }

    @Test func slopesOfTheirOwnForEachChannel() throws {
        let input = Tensor(shape: [1, 2, 1, 2], values: [-1, 2, -3, 4])
        let result = try run(input) { builder, value in
            try builder.parametricReLU(value, slopes: Tensor(shape: [1, 2, 1, 1], values: [0.5, 0.25]), label: "p")
        }
        #expect(result.values == [-0.5, 2, -0.75, 4])
    }
}
