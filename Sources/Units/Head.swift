public import Tensors

/// How a head pools a map into one number.
public enum Pooling: String, Sendable, Codable, CaseIterable {
    case average
    case maximum
}

/// How the logits follow from the maps. Zhou et al. 2016, §2, and the forms that published networks use.
public enum HeadForm: Sendable, Equatable, Codable {
    /// Pool, then a linear layer: `S_c = b_c + Σ_k w_ck · F_k`.
    case poolThenLinear
    /// A 1×1 convolution, a ReLU where `rectified`, then the average over `cells` cells, `border` of which lie in the
    /// convolution's padding and hold the bias alone (SqueezeNet): `S_c = (Σ r(M_c + b_c) + border · r(b_c)) / cells`.
    case linearThenPool(rectified: Bool, border: Int)

    /// Whether logits are linear in the pooled activations, as closed-form ablation needs.
    public var isLinear: Bool {
        switch self {
        case .poolThenLinear: true
        case .linearThenPool(let rectified, _): !rectified
        }
    }

    /// The share of the cells that the head averages over which are cells of the layer's maps: what a mean over the map's
    /// own `cells` is to be multiplied with. Cells in the padding hold no activation.
    public func share(ofCells cells: Int) -> Double {
        guard case .linearThenPool(_, let border) = self, cells > 0 else { return 1 }
        return Double(cells) / Double(cells + border)
    }
}

/// A linear layer on the units. K classes, U units.
public struct Head: Sendable, Equatable {
    /// [K, U]
    public let weights: Tensor
    /// [K]
    public let bias: [Float]
    public let pooling: Pooling
    public let form: HeadForm

    public init(weights: Tensor, bias: [Float], pooling: Pooling, form: HeadForm) {
        precondition(weights.shape.rank == 2 && weights.shape[0] == bias.count, "\(weights.shape), \(bias.count)")
        self.weights = weights
        self.bias = bias
        self.pooling = pooling
        self.form = form
    }

    public var classCount: Int { weights.shape[0] }
    public var unitCount: Int { weights.shape[1] }

    /// The weights of a class for all units [U].
    public func row(_ id: ClassID) -> [Float] {
        Array(weights.values[id.value * unitCount..<(id.value + 1) * unitCount])
    }

    /// The weights of all classes for a unit [K].
    public func column(_ unit: UnitID) -> [Float] {
        (0..<classCount).map { weights.values[$0 * unitCount + unit.value] }
    }
}
