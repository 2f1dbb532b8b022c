import Kernels
import Tensors
import Units

/// The maps that a vector of pooled activations is computed from, found by walking back from the vector.
///
/// Exporters write global pooling in many ways: as one node, `flatten(2).mean(-1)`, `mean(-1).mean(-1)`, or a sum over the
/// cells divided by their number. A batch normalization may follow before the linear layer.
struct PooledMaps {
    /// The value N×U×H×W that is pooled.
    let layer: String
    let pooling: Pooling
    /// The vector is `scale[k] · F_k + shift[k]`; [U] each.
    private(set) var scale: [Float]
    private(set) var shift: [Float]
    /// Nodes from the pooling on, in the graph's order.
    private(set) var nodes: [String]

    /// Finds the maps; nil if the vector does not consist of pooled maps.
    init?(_ vector: String, of graph: LayerGraph) {
        var affine = Affine(count: graph.shape(vector).count / max(1, graph.shape(vector)[0]))
        var reduced = CombinedCells()
        var (value, nodes) = (vector, [String]())
        while let layer = graph.producer(of: value) {
            let input = layer.inputs[0]
            nodes = layer.nodes + nodes
            switch layer.operation {
            case .reshape where reduced.count == 1 || graph.keepsChannels(from: input, to: value): break
            case .scaleShift(let scale, let shift) where reduced.count == 1 && scale.count == affine.scale.count:
                affine.follow(scale: scale, shift: shift)
            case .activation(.linear(let slope, let offset)) where reduced.count == 1:
                affine.follow(slope: slope, offset: offset)
            case .reduction(let kind, let axes):
                guard reduced.take(kind, axes: axes, of: graph.shape(input)) else { return nil }
                if kind == .sum { affine.follow(slope: Float(reduced.last), offset: 0) }
            default:
                guard reduced.count == 1, let pooling = graph.poolingOfWholeMap(layer) else { return nil }
                self.init(layer: input, pooling, affine, nodes)
                return
            }
            let shape = graph.shape(input)
            if let pooling = reduced.pooling, shape.rank == 4, shape[2] * shape[3] == reduced.count {
                self.init(layer: input, pooling, affine, nodes)
                return
            }
            value = input
        }
        return nil
    }

    private init(layer: String, _ pooling: Pooling, _ affine: Affine, _ nodes: [String]) {
        self.layer = layer
        self.pooling = pooling
        scale = affine.scale
        shift = affine.shift
        self.nodes = nodes
    }

    /// Returns the weights [K, U] and the bias [K] of the head on `F`, from those of the linear layer on the vector.
    func folded(_ weights: Tensor, _ bias: [Float]) -> (Tensor, [Float]) {
        if scale.allSatisfy({ $0 == 1 }) && shift.allSatisfy({ $0 == 0 }) { return (weights, bias) }
        let units = weights.shape[1]
        let added = bias.indices.map { row in
            (0..<units).reduce(Double(bias[row])) {
                $0 + Double(weights.values[row * units + $1]) * Double(shift[$1])
            }
        }
        let values = weights.values.indices.map { weights.values[$0] * scale[$0 % units] }
        return (Tensor(shape: weights.shape, values: values), added.map { Float($0) })
    }
}

/// `scale · x + shift` per element, composed backwards.
private struct Affine {
    var scale: [Float]
    var shift: [Float]

    init(count: Int) {
        scale = [Float](repeating: 1, count: count)
        shift = [Float](repeating: 0, count: count)
    }

    mutating func follow(scale earlier: [Float], shift addend: [Float]) {
        for index in scale.indices {
            shift[index] += scale[index] * addend[index]
            scale[index] *= earlier[index]
        }
    }

    mutating func follow(slope: Float, offset: Float) {
        follow(
            scale: [Float](repeating: slope, count: scale.count), shift: [Float](repeating: offset, count: scale.count))
    }
}

/// The cells combined by the reductions so far.
private struct CombinedCells {
    var count = 1
    var last = 1
    var pooling: Pooling?

    /// Adds a reduction; returns false if it is over images or channels or differs in kind from an earlier one.
    mutating func take(_ kind: ReductionKind, axes: [Int], of shape: Shape) -> Bool {
        let found: Pooling
        switch kind {
        case .mean, .sum: found = .average
        case .maximum: found = .maximum
        default: return false
        }
        guard axes.allSatisfy({ $0 >= 2 }), pooling ?? found == found else { return false }
        pooling = found
        last = axes.reduce(1) { $0 * shape[$1] }
        count *= last
        return true
    }
}

extension LayerGraph {
    /// Returns whether a reshape preserves images and channels.
    fileprivate func keepsChannels(from: String, to: String) -> Bool {
        let (a, b) = (shape(from), shape(to))
        return a.rank >= 2 && b.rank >= 2 && a[0] == b[0] && a[1] == b[1]
    }

    /// Returns how `layer` pools all cells of a map into one; nil if it does not.
    func poolingOfWholeMap(_ layer: Layer) -> Pooling? {
        switch layer.operation {
        case .globalPooling(let pooling): return pooling
        case .pooling(let kind, let geometry):
            let input = shape(layer.inputs[0])
            guard geometry.kernel == Array(input.extents[2...]), geometry.pads.allSatisfy({ $0 == 0 }),
                geometry.dilations == [1, 1]
            else { return nil }
            return kind == .maximum ? .maximum : .average
        default: return nil
        }
    }
}
