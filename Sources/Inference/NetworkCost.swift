import ONNX
import Tensors

/// The operators, parameters and cost of a network.
package struct NetworkCost: Sendable, Equatable {
    /// The number of occurrences of each ONNX operator, by name.
    package let operators: [String: Int]
    /// The number of learned parameters: weights, biases, scales and shifts, without batch-norm statistics.
    package let parameters: Int
    /// The multiply-adds of convolutions and linear layers for one image.
    package let multiplyAdds: Int
}

extension LayerGraph {
    /// Returns the multiply-adds for one image; shapes contain a batch of `batch`.
    func multiplyAdds(batch: Int) -> Int { layers.reduce(0) { $0 + multiplyAdds(of: $1) } }

    /// Returns the multiply-adds of one layer for one image.
    func multiplyAdds(of layer: Layer) -> Int {
        switch layer.operation {
        case .convolution(let weights, _, _):
            let output = shape(layer.output)
            return output[2] * output[3] * weights.shape.count
        case .linear(let weights, _):
            // Once for every vector along the last axis.
            let input = shape(layer.inputs[0]).extents
            return weights.shape.count * input.dropFirst().dropLast().reduce(1, *)
        default: return 0
        }
    }
}

extension Graph {
    /// Returns the number of learned parameters among the constants; shared constants count once.
    var parameterCount: Int {
        // In other operators a single number is an exponent, a bound or a divisor.
        let learners: Set<String> = ["BatchNormalization", "Conv", "Gemm", "LayerNormalization", "MatMul", "PRelu"]
        var seen: Set<String> = []
        var count = 0
        for node in nodes {
            let isNorm = node.operatorName == "BatchNormalization"
            for input in isNorm ? node.inputs.prefix(3) : node.inputs[...] where seen.insert(input).inserted {
                guard case .float(let tensor) = constants[input] else { continue }
                count += tensor.shape.count > 1 || learners.contains(node.operatorName) ? tensor.shape.count : 0
            }
        }
        return count
    }
}
