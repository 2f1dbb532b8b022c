public import Tensors

/// The pooling of a map to one number.
public enum Pooling: String, Sendable, Codable, CaseIterable {
    case average
    case maximum
}

/// The form of a head, which determines how logits are computed from maps: the form of Zhou et al. 2016, §2, and those of other published networks.
public enum HeadForm: Sendable, Equatable, Codable {
    /// Pooling, then a linear layer: `S_c = b_c + Σ_k w_ck · F_k`.
    case poolThenLinear
    /// A 1×1 convolution, a ReLU if `rectified`, then the average over all cells, `border` of which lie in the
    /// convolution's padding and hold only the bias (SqueezeNet): `S_c = (Σ r(M_c + b_c) + border · r(b_c)) / cells`.
    case linearThenPool(rectified: Bool, border: Int)

    /// Whether logits are linear in the pooled activations, as closed-form ablation requires.
    public var isLinear: Bool {
        switch self {
        case .poolThenLinear: true
        case .linearThenPool(let rectified, _): !rectified
        }
    }

    /// Returns the fraction of averaged cells that belong to the map rather than the padding: the factor from the mean
    /// over the map's `cells` to the head's average.
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
    /// How maps are pooled.
    public let pooling: Pooling
    /// How logits follow from maps.
    public let form: HeadForm

    /// A head of weights [K, U] and biases [K].
    public init(weights: Tensor, bias: [Float], pooling: Pooling, form: HeadForm) {
        precondition(weights.shape.rank == 2 && weights.shape[0] == bias.count, "\(weights.shape), \(bias.count)")
        self.weights = weights
        self.bias = bias
        self.pooling = pooling
        self.form = form
    }

    /// The number of classes, K.
    public var classCount: Int { weights.shape[0] }
    /// The number of units, U.
    public var unitCount: Int { weights.shape[1] }

    /// Returns the weights of a class for all units [U].
    public func row(_ id: ClassID) -> [Float] {
        Array(weights.values[id.value * unitCount..<(id.value + 1) * unitCount])
    }

    /// Returns the weights of all classes for a unit [K].
    public func column(_ unit: UnitID) -> [Float] {
        (0..<classCount).map { weights.values[$0 * unitCount + unit.value] }
    }
}
