import Foundation
import Kernels
import Tensors

extension LayerGraph {
    /// Fuses layer normalization over the last axis as written before operator set 17, (x - E x) / √(E (x - E x)² + ε), and
    /// optional factors and addends after it, into one layer.
    func fusingLayerNormalizations(keeping kept: Set<String>) -> LayerGraph {
        var result = self
        let readers = readerCounts
        func maker(_ value: String, readBy count: Int = 1) -> Layer? {
            readers[value] == count && !kept.contains(value) ? producer(of: value) : nil
        }
        var lasts: [String: Int] = [:]
        for (index, layer) in layers.enumerated() {
            if let pattern = layer.normalized(maker, shape), let channels = shape(layer.output).extents.last {
                result.layers[index] = Layer(
                    .layerNormalization(
                        axis: shape(layer.output).rank - 1, scale: [Float](repeating: 1, count: channels),
                        shift: [Float](repeating: 0, count: channels), epsilon: pattern.epsilon),
                    node: layer.nodes.first ?? "", operatorName: "LayerNormalization", inputs: [pattern.source],
                    output: layer.output)
                lasts[layer.output] = index
            } else if case .binaryConstant(let operation, let constant, _) = layer.operation,
                let input = layer.inputs.first, let place = lasts[input], readers[input] == 1, !kept.contains(input),
                case .layerNormalization(let axis, let scale, let shift, let epsilon) = result.layers[place].operation,
                constant.values.count == scale.count, constant.shape.extents.last == scale.count,
                operation == .add || operation == .multiply
            {
                let values = constant.values
                let isAdd = operation == .add
                result.layers[index] = Layer(
                    .layerNormalization(
                        axis: axis, scale: isAdd ? scale : zip(scale, values).map { $0 * $1 },
                        shift: zip(shift, values).map { isAdd ? $0 + $1 : $0 * $1 }, epsilon: epsilon),
                    node: layer.nodes.first ?? "", operatorName: "LayerNormalization",
                    inputs: result.layers[place].inputs, output: layer.output)
                lasts[layer.output] = index
            }
        }
        return result
    }
}

extension Layer {
    /// Returns the value normalized by the division at the end of the pattern.
    fileprivate func normalized(
        _ maker: (String, Int) -> Layer?, _ shape: (String) -> Shape
    ) -> (source: String, epsilon: Float)? {
        guard case .binary(.divide) = operation, let root = maker(inputs[1], 1),
            case .activation(.squareRoot) = root.operation, let sum = maker(root.inputs[0], 1),
            let epsilon = sum.addend, let mean = maker(sum.inputs[0], 1), mean.isMean(shape),
            let square = maker(mean.inputs[0], 1), case .activation(.square) = square.operation,
            square.inputs[0] == inputs[0], let difference = maker(inputs[0], 2),
            case .binary(.subtract) = difference.operation, let center = maker(difference.inputs[1], 1),
            center.isMean(shape), center.inputs[0] == difference.inputs[0]
        else { return nil }
        return (center.inputs[0], epsilon)
    }

    /// The single number that the layer adds.
    private var addend: Float? {
        switch operation {
        case .scaleShift(let scale, let shift):
            scale.allSatisfy { $0 == 1 } && Set(shift).count == 1 ? shift.first : nil
        case .binaryConstant(.add, let constant, _): constant.values.count == 1 ? constant.values.first : nil
        default: nil
        }
    }

    private func isMean(_ shape: (String) -> Shape) -> Bool {
        guard case .reduction(.mean, let axes) = operation else { return false }
        let before = shape(inputs[0])
        return axes == [before.rank - 1] && shape(output).rank == before.rank
    }
}
