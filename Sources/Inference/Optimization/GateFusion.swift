import Foundation
import Kernels
import Tensors

extension LayerGraph {
    /// Fuses functions x · g(x) that exporters write as several nodes: swish (sigmoid), hard swish (hard sigmoid of slope
    /// 1/6) and GELU ((1 + erf(x / √2)) / 2).
    ///
    /// The unused parts are left for `reduced(to:)` to remove. GELU's factor 1/2 may be before, within or after the product.
    func fusingGates(keeping kept: Set<String>) -> LayerGraph {
        var result = self
        let readers = readerCounts
        var place: [String: Int] = [:]
        for (index, layer) in layers.enumerated() { place[layer.output] = index }
        func maker(_ value: String) -> Layer? {
            // A value that other layers read, or that is a requested output, must be computed anyway.
            guard readers[value] == 1, !kept.contains(value), let index = place[value] else { return nil }
            return layers[index]
        }
        for (index, layer) in layers.enumerated() {
            guard case .binary(.multiply) = layer.operation else { continue }
            for (value, gate) in [(layer.inputs[0], layer.inputs[1]), (layer.inputs[1], layer.inputs[0])] {
                guard let last = maker(gate) else { continue }
                if let activation = last.gate, last.inputs == [value] {
                    result.layers[index] = layer.replaced(by: activation, of: value, nodes: last.nodes + layer.nodes)
                    break
                }
                let isHalved = last.isUniform(scale: 0.5, shift: 0)
                guard let sum = isHalved ? maker(last.inputs[0]) : last, sum.isUniform(scale: 1, shift: 1),
                    let erf = maker(sum.inputs[0]), erf.isErrorFunction,
                    let division = maker(erf.inputs[0]), division.isUniform(scale: Float(0.5.squareRoot()), shift: 0)
                else { continue }
                let source = division.inputs[0]
                let parts = division.nodes + erf.nodes + sum.nodes + (isHalved ? last.nodes : []) + layer.nodes
                if isHalved {
                    guard value == source else { continue }
                    result.layers[index] = layer.replaced(by: .gelu, of: source, nodes: parts)
                    break
                }
                if let half = maker(value), half.isUniform(scale: 0.5, shift: 0), half.inputs == [source] {
                    result.layers[index] = layer.replaced(by: .gelu, of: source, nodes: half.nodes + parts)
                    break
                }
                guard value == source, readers[layer.output] == 1, !kept.contains(layer.output),
                    let next = layers.firstIndex(where: { $0.inputs == [layer.output] }),
                    layers[next].isUniform(scale: 0.5, shift: 0)
                else { continue }
                result.layers[next] = layers[next].replaced(
                    by: .gelu, of: source, nodes: parts + layers[next].nodes)
                break
            }
        }
        return result
    }
}

extension Layer {
    var isErrorFunction: Bool { if case .errorFunction = operation { true } else { false } }

    /// Returns the activation that equals x times this layer of x.
    fileprivate var gate: Activation? {
        switch operation {
        case .activation(.sigmoid): .swish(scale: 1)
        case .activation(.hardSigmoid(let slope, let offset)) where abs(slope * 6 - 1) < 1e-6 && offset == 0.5:
            .hardSwish
        default: nil
        }
    }

    fileprivate func isUniform(scale wanted: Float, shift addend: Float) -> Bool {
        switch operation {
        case .scaleShift(let scale, let shift):
            return scale.allSatisfy { abs($0 - wanted) <= 1e-6 * abs(wanted) } && shift.allSatisfy { $0 == addend }
        case .binaryConstant(let operation, let constant, let isLeft):
            guard constant.values.count == 1, let value = constant.values.first else { return false }
            switch operation {
            case .add: return wanted == 1 && value == addend
            case .multiply: return addend == 0 && abs(value - wanted) <= 1e-6 * abs(wanted)
            case .divide: return !isLeft && addend == 0 && abs(1 / value - wanted) <= 1e-6 * abs(wanted)
            default: return false
            }
        default: return false
        }
    }

    fileprivate func replaced(by activation: Activation, of input: String, nodes: [String]) -> Layer {
        var layer = Layer(
            .activation(activation), node: nodes.first ?? "", operatorName: operatorName, inputs: [input],
            output: output)
        layer.nodes = nodes
        return layer
    }
}
