public import Tensors
public import Units

/// The CAM law of one image: the logits, reckoned from the maps of all classes in the head's own form, against those that
/// the network gave.
///
/// A head on averages: the mean over cells of `M_c` plus `b_c` (or its rectified form with a border, see
/// ``ClassActivationMap/logit(of:map:head:)``). A head on maxima: `b_c + Σ_k w_ck · max f_k`; there the map's mean is not the
/// logit, and the law says only that maps and head belong together.
public struct CAMLaw: Sendable, Equatable {
    /// The largest difference over all classes, over the largest logit's magnitude.
    public let largestDifference: Double

    /// What rounding can cause.
    public static let tolerance = 1e-3

    public var holds: Bool { largestDifference <= Self.tolerance }

    /// - Parameters:
    ///   - maps: [U, H, W]
    ///   - logits: [K], by the network.
    public init(maps: Tensor, head: Head, logits: [Float]) {
        let reckoned: [Float]
        if head.pooling == .average {
            let classes = (0..<head.classCount).map { ClassID($0) }
            let all = ClassActivationMap.maps(of: classes, maps: maps, head: head)
            reckoned = zip(classes, all).map { ClassActivationMap.logit(of: $0, map: $1, head: head) }
        } else {
            reckoned = HeadScores.logits(maps: maps, head: head)
        }
        let largest = logits.reduce(0) { max($0, abs($1)) }
        let difference = zip(reckoned, logits).reduce(0) { max($0, abs($1.0 - $1.1)) }
        largestDifference = largest > 0 ? Double(difference) / Double(largest) : Double(difference)
    }

    /// The law in the form of `head`.
    public static func text(_ head: Head) -> String {
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
