import Kernels

extension LayerGraph {
    /// Folds a zero `Pad` into the following convolution; TensorFlow's exporters write uneven pads this way.
    func foldingPads(keeping kept: Set<String>) -> LayerGraph {
        var result = self
        let readers = readerCounts
        for (index, layer) in layers.enumerated() {
            guard case .convolution(let weights, let bias, var geometry) = layer.operation,
                let input = layer.inputs.first, readers[input] == 1, !kept.contains(input),
                let pad = producer(of: input), case .padding(let before, let after, value: 0) = pad.operation,
                before[..<2] == [0, 0], after[..<2] == [0, 0], geometry.pads == [0, 0, 0, 0]
            else { continue }
            geometry.pads = Array(before[2...]) + Array(after[2...])
            result.layers[index].operation = .convolution(weights: weights, bias: bias, geometry: geometry)
            result.layers[index].inputs[0] = pad.inputs[0]
            result.layers[index].nodes = pad.nodes + layer.nodes
        }
        return result.reduced(to: result.layers.map(\.output).filter { readers[$0] == nil } + kept + outputs)
    }
}
