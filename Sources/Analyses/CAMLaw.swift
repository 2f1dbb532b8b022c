package import Tensors
package import Units

/// The CAM law on one image: the logits computed from the maps of all classes, in the head's own form, against those of
/// the network.
///
/// A head with average pooling: the mean over cells of `M_c` plus `b_c` (or its rectified form with a border, see
/// ``ClassActivationMap/logit(of:map:head:)``). A head with maximum pooling: `b_c + Σ_k w_ck · max f_k`; there the
/// map's mean is not the logit, and the law says only that maps and head belong together.
public struct CAMLaw: Sendable, Equatable {
    /// The largest absolute difference over all classes, divided by the largest absolute logit.
    public let largestDifference: Double

    /// The largest difference that counts as rounding.
    public static let tolerance = 1e-3

    /// Whether maps and logits agree to rounding.
    public var holds: Bool { largestDifference <= Self.tolerance }

    /// - Parameters:
    ///   - maps: [U, H, W]
    ///   - logits: [K], as computed by the network.
    package init(maps: Tensor, head: Head, logits: [Float]) {
        let computed: [Float]
        if head.pooling == .average {
            let classes = (0..<head.classCount).map { ClassID($0) }
            let all = ClassActivationMap.maps(of: classes, maps: maps, head: head)
            computed = zip(classes, all).map { ClassActivationMap.logit(of: $0, map: $1, head: head) }
        } else {
            computed = HeadScores.logits(maps: maps, head: head)
        }
        let largest = logits.reduce(0) { max($0, abs($1)) }
        let difference = zip(computed, logits).reduce(0) { max($0, abs($1.0 - $1.1)) }
        largestDifference = largest > 0 ? Double(difference) / Double(largest) : Double(difference)
    }

    /// Returns the law as a formula, in the form of `head`.
    package static func text(_ head: Head) -> String {
        switch (head.pooling, head.form) {
        case (.maximum, _): "logit = Σ w·max f + b"
        case (.average, .poolThenLinear): "logit = mean M + b"
        case (.average, .linearThenPool(false, let border)):
            border > 0 ? "logit = (Σ (M + b) + \(border)·b) / cells" : "logit = Σ (M + b) / cells"
        case (.average, .linearThenPool(true, let border)):
            border > 0 ? "logit = (Σ relu(M + b) + \(border)·relu(b)) / cells" : "logit = Σ relu(M + b) / cells"
        }
    }
}
