import Foundation

/// Two classifiers on the same images, by McNemar's test (McNemar 1947): only images where they disagree count.
package struct PairedComparison: Sendable, Equatable {
    package let both: Int
    package let onlyFirst: Int
    package let onlySecond: Int
    package let neither: Int

    /// - Parameters:
    ///   - first: Whether the first classifier is correct on each image.
    ///   - second: Whether the second is.
    package init(first: [Bool], second: [Bool]) {
        precondition(first.count == second.count, "\(first.count) and \(second.count) images")
        let pairs = zip(first, second)
        both = pairs.count { $0 && $1 }
        onlyFirst = pairs.count { $0 && !$1 }
        onlySecond = pairs.count { !$0 && $1 }
        neither = pairs.count { !$0 && !$1 }
    }

    init(onlyFirst: Int, onlySecond: Int) {
        (both, neither) = (0, 0)
        (self.onlyFirst, self.onlySecond) = (onlyFirst, onlySecond)
    }

    private var disagreements: Int { onlyFirst + onlySecond }

    /// The exact two-sided binomial p-value: the probability of a split of the disagreements at least as uneven if both
    /// classifiers are equally good.
    package var exactP: Double {
        let (n, k) = (disagreements, min(onlyFirst, onlySecond))
        if n == 0 { return 1 }
        var tail = 0.0
        for i in 0...k {
            let choices = lgamma(Double(n + 1)) - lgamma(Double(i + 1)) - lgamma(Double(n - i + 1))
            tail += exp(choices - Double(n) * log(2))
        }
        return min(1, 2 * tail)
    }

    /// The p-value from χ² with Edwards's continuity correction (1948), adequate from 25 disagreements on.
    package var correctedP: Double {
        if disagreements == 0 { return 1 }
        let distance = Double(max(0, abs(onlyFirst - onlySecond) - 1))
        return erfc((distance * distance / Double(disagreements) / 2).squareRoot())
    }
}
