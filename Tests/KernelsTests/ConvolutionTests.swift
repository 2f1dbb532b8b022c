import Kernels
import Tensors
import Testing

@Suite struct ConvolutionTests {
    struct Case: Sendable, CustomStringConvertible {
        let kernel: [Int], strides: [Int], pads: [Int], dilations: [Int], groups: Int, channels: Int, outputs: Int
        var description: String {
            "\(kernel) / \(strides), pads \(pads), × \(dilations), \(groups) of \(channels) -> \(outputs)"
        }
    }

    static let cases: [Case] = {
        var cases: [Case] = []
        for kernel in [[1, 1], [3, 3], [5, 3], [2, 2]] {
            for strides in [[1, 1], [2, 2], [1, 2]] {
                for pads in [[0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 1, 1], [2, 1, 0, 3]] {
                    for dilations in [[1, 1], [2, 2]] {
                        for (groups, channels, outputs) in [
                            (1, 3, 5), (1, 16, 32), (2, 8, 6), (16, 16, 16), (8, 8, 16),
                        ] {
                            cases.append(
                                Case(
                                    kernel: kernel, strides: strides, pads: pads, dilations: dilations, groups: groups,
                                    channels: channels, outputs: outputs))
                        }
                    }
                }
            }
        }
        return cases
    }()

    /// Against plain loops; sums of at most 240 products, so single precision is good to about 1e-6.
    @Test func equalsThePlainLoops() throws {
        var noise = Noise(1)
        var worst: (Float, String) = (0, "")
        for item in Self.cases {
            let input = noise.tensor([2, item.channels, 11, 9])
            let weights = noise.tensor(Shape([item.outputs, item.channels / item.groups] + item.kernel))
            let bias = noise.tensor([item.outputs]).values
            let geometry = ConvolutionGeometry(
                strides: item.strides, dilations: item.dilations, pads: item.pads, groups: item.groups)
            let result = try run(input) { builder, value in
                try builder.convolution(value, weights: weights, bias: bias, geometry: geometry, label: "c")
            }
            let error = worstError(result, NaiveKernels.convolution(input, weights, bias, geometry))
            if error > worst.0 { worst = (error, item.description) }
        }
        #expect(worst.0 < 2e-6, "worst in \(worst.1)")
    }

    @Test(arguments: [
        Activation.relu, .clip(lower: 0, upper: 0.5), .leakyReLU(slope: 0.1), .hardSigmoid(slope: 0.2, offset: 0.5),
    ])
    func appliesAnActivation(_ activation: Activation) throws {
        var noise = Noise(2)
        let input = noise.tensor([1, 4, 6, 6])
        let weights = noise.tensor([8, 4, 3, 3])
        let bias = noise.tensor([8]).values
        let geometry = ConvolutionGeometry(pads: [1, 1, 1, 1])
        let result = try run(input) { builder, value in
            try builder.convolution(
                value, weights: weights, bias: bias, geometry: geometry, post: [.activation(activation)], label: "c")
        }
        let plain = NaiveKernels.convolution(input, weights, bias, geometry)
        let expected = Tensor(
            shape: plain.shape,
            values: plain.values.map { x in
                switch activation {
                case .relu: max(x, 0)
                case .clip(let lower, let upper): min(max(x, lower), upper)
                case .leakyReLU(let slope): x > 0 ? x : slope * x
                default: min(max(0.2 * x + 0.5, 0), 1)
                }
            })
        #expect(worstError(result, expected) < 2e-6)
    }

    @Test func addsAResidualInPlace() throws {
        var noise = Noise(3)
        let input = noise.tensor([2, 16, 7, 7])
        let (first, second) = (noise.tensor([16, 16, 1, 1]), noise.tensor([16, 16, 3, 3]))
        let bias = noise.tensor([16]).values
        let wide = ConvolutionGeometry(pads: [1, 1, 1, 1])
        let result = try run(input) { builder, value in
            let shortcut = try builder.convolution(value, weights: first, bias: bias, geometry: .init(), label: "a")
            return try builder.convolution(
                value, weights: second, bias: bias, geometry: wide, post: [.sum, .activation(.relu)],
                residual: shortcut, label: "b")
        }
        let a = NaiveKernels.convolution(input, first, bias, .init())
        let b = NaiveKernels.convolution(input, second, bias, wide)
        #expect(
            worstError(result, Tensor(shape: a.shape, values: zip(a.values, b.values).map { max(0, $0 + $1) })) < 2e-6)
    }

    @Test func noImplementationIsTheReference() throws {
        var noise = Noise(4)
        let builder = ProgramBuilder()
        let value = try builder.input([2, 16, 14, 14])
        let convolved = try builder.convolution(
            value, weights: noise.tensor([32, 16, 3, 3]), bias: noise.tensor([32]).values,
            geometry: ConvolutionGeometry(pads: [1, 1, 1, 1]), label: "c")
        let pooled = try builder.pooling(
            convolved, kind: .average(includesPadding: false),
            geometry: PoolingGeometry(kernel: [14, 14], strides: [1, 1]), extents: [1, 1], label: "p")
        try builder.output(pooled, label: "o")
        let names = try builder.build().implementations
        #expect(names.count >= 2)
        #expect(names.allSatisfy { !$0.implementation.contains("ref") }, "\(names)")
    }
}
