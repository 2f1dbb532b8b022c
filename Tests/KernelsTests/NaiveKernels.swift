import Kernels
import Tensors
import TestSupport

/// Plain loops in double precision, to hold the fast kernels against.
enum NaiveKernels {
    static func convolution(_ input: Tensor, _ weights: Tensor, _ bias: [Float], _ geometry: ConvolutionGeometry)
        -> Tensor
    {
        let (n, c, h, w) = (input.shape[0], input.shape[1], input.shape[2], input.shape[3])
        let (o, kh, kw) = (weights.shape[0], weights.shape[2], weights.shape[3])
        let height = geometry.outputExtent(axis: 0, input: h, kernel: kh)
        let width = geometry.outputExtent(axis: 1, input: w, kernel: kw)
        let channels = c / geometry.groups
        var values: [Float] = []
        for image in 0..<n {
            for output in 0..<o {
                let group = output / (o / geometry.groups)
                for y in 0..<height {
                    for x in 0..<width {
                        var sum = Double(bias[output])
                        for channel in 0..<channels {
                            for ky in 0..<kh {
                                for kx in 0..<kw {
                                    let row = y * geometry.strides[0] - geometry.pads[0] + ky * geometry.dilations[0]
                                    let column = x * geometry.strides[1] - geometry.pads[1] + kx * geometry.dilations[1]
                                    guard (0..<h).contains(row), (0..<w).contains(column) else { continue }
                                    let source = ((image * c + group * channels + channel) * h + row) * w + column
                                    let weight = ((output * channels + channel) * kh + ky) * kw + kx
                                    sum += Double(input.values[source]) * Double(weights.values[weight])
                                }
                            }
                        }
                        values.append(Float(sum))
                    }
                }
            }
        }
        return Tensor(shape: [n, o, height, width], values: values)
    }

    static func pooling(_ input: Tensor, _ kind: PoolingKind, _ geometry: PoolingGeometry, _ extents: [Int]) -> Tensor {
        let (n, c, h, w) = (input.shape[0], input.shape[1], input.shape[2], input.shape[3])
        var values: [Float] = []
        for plane in 0..<n * c {
            for y in 0..<extents[0] {
                for x in 0..<extents[1] {
                    var inside: [Double] = []
                    for ky in 0..<geometry.kernel[0] {
                        for kx in 0..<geometry.kernel[1] {
                            let row = y * geometry.strides[0] - geometry.pads[0] + ky * geometry.dilations[0]
                            let column = x * geometry.strides[1] - geometry.pads[1] + kx * geometry.dilations[1]
                            guard (0..<h).contains(row), (0..<w).contains(column) else { continue }
                            inside.append(Double(input.values[(plane * h + row) * w + column]))
                        }
                    }
                    switch kind {
                    case .maximum: values.append(Float(inside.max() ?? -.infinity))
                    case .average(let padded):
                        let count = padded ? geometry.kernel[0] * geometry.kernel[1] : inside.count
                        values.append(Float(inside.reduce(0, +) / Double(count)))
                    }
                }
            }
        }
        return Tensor(shape: Shape([n, c] + extents), values: values)
    }
}

/// A repeatable stream of tensors with values in -1...1.
struct Noise {
    private var generator: SeededGenerator
    init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func tensor(_ shape: Shape) -> Tensor { .random(shape, seed: generator.next()) }
}

/// Runs a program of one input.
func run(
    _ input: Tensor, usesBlocks: Bool = false, precision: Precision = .f32,
    _ build: (ProgramBuilder, ProgramValue) throws -> ProgramValue
) throws -> Tensor {
    let builder = ProgramBuilder(precision: precision, usesBlocks: usesBlocks)
    let result = try build(builder, try builder.input(input.shape))
    try builder.output(result, label: "output")
    let run = try ProgramRun(try builder.build())
    run.write(input: 0) { span in
        for index in input.values.indices { span[index] = input.values[index] }
    }
    try run.run()
    return run.tensor(output: 0)
}

/// The largest difference as a share of the largest magnitude expected.
func worstError(_ result: Tensor, _ expected: Tensor) -> Float {
    guard result.shape == expected.shape else { return .infinity }
    let scale = max(1e-6, expected.values.map(\.magnitude).max() ?? 0)
    return (zip(result.values, expected.values).map { ($0 - $1).magnitude }.max() ?? 0) / scale
}
