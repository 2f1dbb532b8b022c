import Kernels
import Tensors

extension LayerGraph {
    /// Folds a constant addend into the bias of the preceding linear layer along the last axis, as exporters write it.
    func foldingAddends(keeping kept: Set<String>) throws(InferenceError) -> LayerGraph {
        var result = self
        result.layers = []
        let readers = readerCounts
        var place: [String: Int] = [:]
        for layer in layers {
            if case .binaryConstant(.add, let constant, _) = layer.operation, let input = layer.inputs.first,
                let index = place[input], readers[input] == 1, !kept.contains(input),
                case .linear(let weights, let bias) = result.layers[index].operation, result.layers[index].post.isEmpty,
                constant.values.count == bias.count, constant.shape.extents.last == bias.count,
                shape(layer.output) == shape(input)
            {
                let sum = zip(bias, constant.values).map { $0 + $1 }
                result.layers[index].operation = .linear(weights: weights, bias: sum)
                result.layers[index].nodes += layer.nodes
                result.layers[index].output = layer.output
                place[input] = nil
                place[layer.output] = index
            } else {
                place[layer.output] = result.layers.count
                result.layers.append(layer)
            }
        }
        return result
    }
}
