import Tensors

/// What a network consists of and costs.
public struct NetworkCost: Sendable, Equatable {
    /// How often each ONNX operator occurs, by name.
    public let operators: [String: Int]
    /// Learned numbers: weights, biases, and the statistics of batch norms.
    public let parameters: Int
    /// Multiplications with an addition in convolutions and linear layers, for one image.
    public let multiplyAdds: Int
}

extension LayerGraph {
    /// Multiply-adds of one image; shapes hold a batch of `batch`.
    func multiplyAdds(batch: Int) -> Int { layers.reduce(0) { $0 + multiplyAdds(of: $1) } }

    /// Multiply-adds of one layer, for one image.
    func multiplyAdds(of layer: Layer) -> Int {
        switch layer.operation {
        case .convolution(let weights, _, _):
            let output = shape(layer.output)
            return output[2] * output[3] * weights.shape.count
        case .linear(let weights, _): return weights.shape.count
        default: return 0
        }
    }
}
