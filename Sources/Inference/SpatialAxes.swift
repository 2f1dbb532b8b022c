import Tensors

/// The axes of height and width of each value: 2 and 3 for maps N×C×H×W, other axes after a transpose or reshape. Values
/// without an entry have no spatial layout.
struct SpatialAxes {
    /// The axis of the height; the width is the next axis.
    private var heights: [String: Int] = [:]

    init(_ graph: LayerGraph) {
        for input in graph.inputs where graph.shape(input).rank == 4 { heights[input] = 2 }
        for layer in graph.layers { heights[layer.output] = height(of: layer, graph) }
    }

    /// Returns the axis of the height, which is followed by that of the width.
    subscript(value: String) -> Int? { heights[value] }

    private func height(of layer: Layer, _ graph: LayerGraph) -> Int? {
        guard let input = layer.inputs.first else { return nil }
        let (before, after) = (graph.shape(input), graph.shape(layer.output))
        guard let axis = heights[input] ?? layer.inputs.lazy.compactMap({ heights[$0] }).first else { return nil }
        func keeps(_ touched: [Int]) -> Int? { touched.contains(axis) || touched.contains(axis + 1) ? nil : axis }
        switch layer.operation {
        case .convolution, .pooling, .localResponseNormalization: return axis == 2 ? 2 : nil
        case .scaleShift, .activation, .errorFunction, .parametricReLU, .padding: return axis
        case .binary, .binaryConstant: return before.rank == after.rank ? axis : nil
        case .concatenation(let joined, _): return keeps([joined])
        case .softmax(let along, _): return keeps([along])
        case .layerNormalization(let first, _, _, _): return keeps(Array(first..<before.rank))
        case .linear: return keeps([before.rank - 1])
        case .reduction(_, let axes): return before.rank == after.rank ? keeps(axes) : nil
        case .slice: return (axis...axis + 1).allSatisfy { before[$0] == after[$0] } ? axis : nil
        case .transposition(let order):
            guard let place = order.firstIndex(of: axis), place + 1 < order.count, order[place + 1] == axis + 1 else {
                return nil
            }
            return place
        case .reshape:
            let outer = before.extents[..<axis].reduce(1, *)
            return (0..<max(0, after.rank - 1)).first { place in
                after[place] == before[axis] && after[place + 1] == before[axis + 1]
                    && after.extents[..<place].reduce(1, *) == outer
            }
        case .globalPooling, .expansion: return nil
        }
    }
}
