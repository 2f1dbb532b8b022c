/// The logit of a class on one image as a sum over units: `S_c = b_c + Σ_k w_ck · F_k`. U units.
///
/// If the head also averages over cells in the padding (SqueezeNet), `F_k` is the mean over the map's own cells times
/// `share`; see `HeadForm.share(ofCells:)`.
package enum LogitSum {
    /// Returns the contribution of one unit to the logit.
    package static func contribution(weight: Float, pooled: Double, share: Double = 1) -> Double {
        Double(weight) * (pooled * share)
    }

    /// Returns the sum of the bias and all contributions, added in the order of units.
    ///
    /// - Parameters:
    ///   - weights: The weights of the class [U].
    ///   - pooled: The pooled activations of the image [U], with the head's pooling.
    package static func logit(weights: Span<Float>, bias: Double, pooled: Span<Double>, share: Double = 1) -> Double {
        precondition(weights.count == pooled.count, "\(weights.count) weights, \(pooled.count) units")
        var sum = bias
        for unit in weights.indices { sum += contribution(weight: weights[unit], pooled: pooled[unit], share: share) }
        return sum
    }

    /// Returns the sum of the bias and all contributions from stored pooled activations [U].
    package static func logit(weights: [Float], bias: Double, pooled: [Float], share: Double = 1) -> Double {
        let values = pooled.map { Double($0) }
        return logit(weights: weights.span, bias: bias, pooled: values.span, share: share)
    }

    /// Returns the cosine of the angle between the weights of two classes [U], -1...1; nil if all weights of one are 0.
    package static func cosine(_ a: [Float], _ b: [Float]) -> Double? {
        precondition(a.count == b.count, "\(a.count) and \(b.count) weights")
        var (product, x, y) = (0.0, 0.0, 0.0)
        for (left, right) in zip(a, b) {
            product += Double(left) * Double(right)
            x += Double(left) * Double(left)
            y += Double(right) * Double(right)
        }
        let lengths = (x * y).squareRoot()
        return lengths > 0 ? min(1, max(-1, product / lengths)) : nil
    }
}
