import Foundation

/// The softmax function.
package enum Softmax {
    /// Returns `exp(s_i) / Σ_j exp(s_j)` of each score, computed in double precision relative to the largest score, so that
    /// large scores do not overflow. Empty for no scores.
    package static func probabilities(_ scores: some Collection<Float>) -> [Float] {
        let largest = Double(scores.max() ?? 0)
        let powers = scores.map { exp(Double($0) - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { Float($0 / sum) }
    }

    /// Returns the probability of one of the scores, without those of the others.
    package static func probability(of index: Int, in scores: [Float]) -> Float {
        let largest = Double(scores.max() ?? 0)
        let sum = scores.reduce(0) { $0 + exp(Double($1) - largest) }
        return Float(exp(Double(scores[index]) - largest) / sum)
    }
}
