import Kernels

extension LayerGraph {
    /// Fuses an activation into the preceding convolution or linear layer.
    func fusingActivations(keeping kept: Set<String>) -> LayerGraph {
        var result = self
        result.layers = []
        let readers = readerCounts
        var place: [String: Int] = [:]
        for layer in layers {
            if case .activation(let activation) = layer.operation, let input = layer.inputs.first,
                let index = place[input], readers[input] == 1, !kept.contains(input),
                result.layers[index].takes(activation)
            {
                result.layers[index].post.append(.activation(activation))
                result.layers[index].nodes += layer.nodes
                place[input] = nil
                result.layers[index].output = layer.output
                place[layer.output] = index
            } else {
                place[layer.output] = result.layers.count
                result.layers.append(layer)
            }
        }
        return result
    }
}

extension Layer {
    fileprivate func takes(_ activation: Activation) -> Bool {
        switch operation {
        case .convolution, .linear:
            guard activation.isTotal else { return false }
            return !post.contains { if case .activation = $0 { true } else { false } }
        default: return false
        }
    }
}

extension Activation {
    /// Whether the function is finite for all finite arguments.
    var isTotal: Bool {
        switch self {
        case .relu, .leakyReLU, .clip, .sigmoid, .tanh, .swish, .hardSwish, .hardSigmoid, .gelu, .geluTanh, .elu, .selu,
            .celu, .softplus, .mish, .absolute:
            true
        case .exponential, .logarithm, .squareRoot, .square, .power, .linear: false
        }
    }
}
