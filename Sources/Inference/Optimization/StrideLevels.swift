import Kernels
import Tensors

/// The total stride of each value with respect to the input, [vertical, horizontal], in the part of a network before one
/// layer, and the levels at which the resolution decreases.
struct StrideLevels {
    private var steps: [String: [Int]] = [:]
    /// Layers with strides, by output, with the level after them.
    private(set) var striding: [String: [Int]] = [:]

    /// - Throws: `InferenceError.notDilatable` if values of different resolution are combined.
    init(_ backbone: LayerGraph, _ axes: SpatialAxes) throws(InferenceError) {
        for input in backbone.inputs where axes[input] != nil { steps[input] = [1, 1] }
        for layer in backbone.layers {
            guard axes[layer.output] != nil else { continue }
            let known = layer.inputs.compactMap { steps[$0] }
            guard var step = known.first else { continue }
            guard known.allSatisfy({ $0 == step }) else {
                throw .notDilatable(node: layer.label, reason: "it combines maps of different resolution")
            }
            if let strides = layer.strides, strides != [1, 1] {
                if layer.coversMap(backbone) { continue }
                step = zip(step, strides).map { $0 * $1 }
                striding[layer.output] = step
            }
            steps[layer.output] = step
        }
    }

    /// Returns the outputs of the layers before the last `count` levels.
    func last(_ count: Int) throws(InferenceError) -> Set<String> {
        let levels = Set(striding.values.map { $0[0] * $0[1] }).sorted(by: >)
        guard levels.count >= count else {
            throw .notDilatable(
                node: "the graph",
                reason: "\(count) strides cannot be replaced by dilations; only \(levels.count) precede the layer")
        }
        let chosen = Set(levels.prefix(count))
        return Set(striding.filter { chosen.contains($0.value[0] * $0.value[1]) }.keys)
    }
}

extension Layer {
    /// The strides [vertical, horizontal]; nil for layers without a window.
    var strides: [Int]? {
        switch operation {
        case .convolution(_, _, let geometry): geometry.strides
        case .pooling(_, let geometry): geometry.strides
        default: nil
        }
    }

    /// Returns whether the layer pools all cells of its map with a window of the map's extents.
    func coversMap(_ graph: LayerGraph) -> Bool {
        guard case .pooling(_, let geometry) = operation, let input = inputs.first else { return false }
        return geometry.kernel == Array(graph.shape(input).extents[2...]) && geometry.pads.allSatisfy { $0 == 0 }
            && geometry.dilations == [1, 1]
    }
}
