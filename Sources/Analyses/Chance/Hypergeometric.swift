import Foundation

/// Images that are drawn at random, without putting any back.
package enum Hypergeometric {
    /// Returns the probability that at least `found` of `drawn` images are members, if `members` of all `total` images are.
    ///
    /// - Precondition: `drawn` and `members` are in 0...total.
    package static func atLeast(_ found: Int, drawn: Int, members: Int, total: Int) -> Double {
        precondition((0...total).contains(drawn) && (0...total).contains(members), "\(drawn), \(members) of \(total)")
        let (fewest, most) = (max(0, drawn + members - total), min(drawn, members))
        if found <= fewest { return 1 }
        if found > most { return 0 }
        let all = logChoices(total, drawn)
        let sum = (found...most).reduce(0.0) { sum, count in
            sum + exp(logChoices(members, count) + logChoices(total - members, drawn - count) - all)
        }
        return min(1, sum)
    }

    /// The logarithm of the number of ways to choose `count` of `total`.
    private static func logChoices(_ total: Int, _ count: Int) -> Double {
        lgamma(Double(total + 1)) - lgamma(Double(count + 1)) - lgamma(Double(total - count + 1))
    }
}
