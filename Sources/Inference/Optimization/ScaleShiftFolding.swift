import Kernels
import Tensors

extension LayerGraph {
    /// Folds batch normalization and other factors and addends per channel into the preceding convolution or linear layer.
    ///
    /// Values in `kept` are requested outputs, so nothing is folded into the layers that produce them.
    func foldingScaleShifts(keeping kept: Set<String>) throws(InferenceError) -> LayerGraph {
        var result = self
        result.layers = []
        let readers = readerCounts
        var place: [String: Int] = [:]
        for layer in layers {
            if case .scaleShift(let scale, let shift) = layer.operation, let input = layer.inputs.first,
                let index = place[input], readers[input] == 1, !kept.contains(input),
                !result.layers[index].isLinear || shape(input).rank == 2,
                let folded = result.layers[index].scaled(by: scale, plus: shift)
            {
                var merged = result.layers[index]
                merged.operation = folded
                merged.nodes += layer.nodes
                merged.output = layer.output
                try merged.checkFinite()
                result.layers[index] = merged
                place[input] = nil
                place[merged.output] = index
            } else {
                place[layer.output] = result.layers.count
                result.layers.append(layer)
            }
        }
        return result
    }
}

extension Layer {
    /// Returns whether a linear layer has its outputs along the last axis instead of the axis of channels.
    fileprivate var isLinear: Bool { if case .linear = operation { true } else { false } }

    /// Returns the operation with its output channels scaled and shifted; nil if that is not a single operation.
    fileprivate func scaled(by scale: [Float], plus shift: [Float]) -> Operation? {
        switch operation {
        case .convolution(let weights, let bias, let geometry) where post.isEmpty:
            let (scaledWeights, scaledBias) = Layer.scaled(weights, bias, scale, shift)
            return .convolution(weights: scaledWeights, bias: scaledBias, geometry: geometry)
        case .linear(let weights, let bias) where post.isEmpty:
            let (scaledWeights, scaledBias) = Layer.scaled(weights, bias, scale, shift)
            return .linear(weights: scaledWeights, bias: scaledBias)
        case .scaleShift(let before, let addend):
            return .scaleShift(
                scale: zip(before, scale).map { $0 * $1 },
                shift: addend.indices.map { addend[$0] * scale[$0] + shift[$0] })
        default: return nil
        }
    }

    private static func scaled(
        _ weights: Tensor, _ bias: [Float], _ scale: [Float], _ shift: [Float]
    ) -> (Tensor, [Float]) {
        let row = weights.shape.count / max(1, bias.count)
        let scaledWeights = Tensor(shape: weights.shape) { span in
            for channel in bias.indices {
                for index in channel * row..<(channel + 1) * row {
                    span[index] = weights.values[index] * scale[channel]
                }
            }
        }
        return (scaledWeights, bias.indices.map { Float(Double(bias[$0]) * Double(scale[$0]) + Double(shift[$0])) })
    }

    fileprivate func checkFinite() throws(InferenceError) {
        let isFinite =
            switch operation {
            case .convolution(let weights, let bias, _), .linear(let weights, let bias):
                weights.values.allSatisfy(\.isFinite) && bias.allSatisfy(\.isFinite)
            case .scaleShift(let scale, let shift): scale.allSatisfy(\.isFinite) && shift.allSatisfy(\.isFinite)
            default: true
            }
        if !isFinite {
            throw .nonFinite(
                node: nodes.last ?? "", place: "in its factors times the weights of “\(nodes.first ?? "")”")
        }
    }
}
