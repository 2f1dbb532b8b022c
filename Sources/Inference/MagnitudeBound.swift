import Foundation
import Kernels
import Tensors

/// An upper bound on the values of a network, computed from the weights, which proves that a run is finite without checking
/// every value.
///
/// Fused activations hide infinities (`min(∞, 6) = 6`), so checking the stored values is not enough. Instead, the result of
/// each layer before its activation is bounded by Σ|w| times the bound of its input. If that bound could exceed the largest
/// float, the layer's inputs are probed: their magnitudes are measured in each run.
struct MagnitudeBound {
    /// A run with probed values above this is repeated node by node.
    static let probeLimit: Float = 1e8
    /// A bound above this is not a proof. The margin to 3.4e38 covers partial sums and fast algorithms.
    static let safe = 1e34

    /// The values to probe, including network inputs.
    private(set) var probes: [String] = []
    /// Whether a layer cannot be bounded by probes, so that every run must be checked node by node.
    private(set) var isUnprovable = false
    private var bounds: [String: Double] = [:]
    private let shapes: (String) -> Shape

    init(_ graph: LayerGraph) {
        shapes = graph.shape
        for input in graph.inputs { probe(input) }
        for layer in graph.layers {
            var bound = result(of: layer)
            if !(bound <= Self.safe) {
                for input in layer.inputs { probe(input) }
                bound = result(of: layer)
            }
            if !(bound <= Self.safe) || !layer.isBounded { isUnprovable = true }
            bounds[layer.output] = layer.stored(bound)
        }
    }

    private mutating func probe(_ value: String) {
        if !probes.contains(value) { probes.append(value) }
        bounds[value] = Double(Self.probeLimit)
    }

    /// Returns the bound of a layer's result before activations.
    private func result(of layer: Layer) -> Double {
        let inputs = layer.inputs.map { bounds[$0] ?? .infinity }
        let residual = layer.residual.map { bounds[$0] ?? .infinity } ?? 0
        let first = inputs.first ?? .infinity
        switch layer.operation {
        case .convolution(let weights, let bias, _), .linear(let weights, let bias):
            let row = weights.shape.count / max(1, bias.count)
            var largest = 0.0
            for channel in bias.indices {
                let gain = weights.values[channel * row..<(channel + 1) * row].reduce(Float(0)) { $0 + $1.magnitude }
                largest = max(largest, Double(gain) * first + Double(bias[channel].magnitude))
            }
            return largest * 1.001 + residual
        case .scaleShift(let scale, let shift):
            return zip(scale, shift).map { Double($0.magnitude) * first + Double($1.magnitude) }.max() ?? first
        case .binary(let operation):
            let second = inputs.count > 1 ? inputs[1] : .infinity
            switch operation {
            case .add, .subtract: return first + second
            case .multiply: return first * second
            case .maximum, .minimum: return max(first, second)
            case .divide: return .infinity
            }
        case .binaryConstant(.divide, _, isLeft: true): return .infinity
        case .binaryConstant(let operation, let constant, _):
            let largest = Double(constant.values.map(\.magnitude).max() ?? 0)
            switch operation {
            case .add, .subtract: return first + largest
            case .multiply: return first * largest
            case .maximum, .minimum: return max(first, largest)
            case .divide:
                let smallest = Double(constant.values.map(\.magnitude).min() ?? 0)
                return smallest > 0 ? first / smallest : .infinity
            }
        case .concatenation(_, let constants):
            let largest = constants.values.flatMap(\.values).map(\.magnitude).max() ?? 0
            return max(inputs.max() ?? .infinity, Double(largest))
        case .padding(_, _, let value): return max(first, Double(value.magnitude))
        case .parametricReLU(let slopes): return first * max(1, Double(slopes.values.map(\.magnitude).max() ?? 0))
        case .errorFunction: return 1
        case .reduction(let kind, let axes):
            switch kind {
            case .mean, .maximum, .minimum: return first
            case .sum: return first * Double(axes.reduce(1) { $0 * shapes(layer.inputs[0])[$1] })
            case .product: return .infinity
            }
        // |x - mean| is at most √S standard deviations.
        case .layerNormalization(_, let scale, let shift, _):
            let deviations = Double(scale.count).squareRoot()
            return zip(scale, shift).map { Double($0.magnitude) * deviations + Double($1.magnitude) }.max() ?? first
        case .localResponseNormalization(_, let alpha, let beta, let bias):
            return bias > 0 && alpha >= 0 && beta >= 0 ? first * pow(Double(bias), -Double(beta)) : .infinity
        case .softmax(_, let logarithm): return logarithm ? 2 * first + 100 : 1
        case .activation(let activation): return activation.bound(first)
        case .pooling, .globalPooling, .reshape, .expansion, .transposition, .slice: return first
        }
    }
}

extension Layer {
    /// Returns the bound of the stored values, after activations.
    fileprivate func stored(_ bound: Double) -> Double {
        post.reduce(bound) { bound, operation in
            if case .activation(let activation) = operation { activation.bound(bound) } else { bound }
        }
    }

    /// Whether the result is finite for all finite inputs.
    fileprivate var isBounded: Bool {
        switch operation {
        case .activation(let activation):
            switch activation {
            case .logarithm, .squareRoot, .power: false
            default: true
            }
        case .binary(.divide), .binaryConstant(.divide, _, isLeft: true), .reduction(.product, _): false
        default: true
        }
    }
}

extension Activation {
    fileprivate func bound(_ x: Double) -> Double {
        switch self {
        case .relu, .gelu, .geluTanh, .hardSwish, .mish, .absolute: x
        case .squareRoot: max(x, 1)
        case .elu(let slope): max(x, Double(slope.magnitude))
        case .selu(let slope, let scale): Double(scale.magnitude) * max(x, Double(slope.magnitude))
        case .celu(let width): max(x, Double(width.magnitude))
        case .softplus: x + 1
        case .leakyReLU(let slope): x * max(1, Double(slope.magnitude))
        case .clip(let lower, let upper):
            min(max(x, lower > 0 ? Double(lower) : 0), max(Double(lower.magnitude), Double(upper.magnitude)))
        case .sigmoid, .tanh, .hardSigmoid: 1
        case .swish: x
        case .exponential: x > 80 ? .infinity : 1e35
        case .square: x * x
        case .linear(let slope, let offset): x * Double(slope.magnitude) + Double(offset.magnitude)
        case .logarithm, .power: .infinity
        }
    }
}
