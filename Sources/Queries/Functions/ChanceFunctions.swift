internal import Analyses
internal import Store

/// Functions that say what chance makes of a count.
enum ChanceFunctions {
    static let all = [
        SQLFunction(
            real: "chance(found, drawn, members, total)",
            "The probability that at least `found` of `drawn` images taken at random are members, if `members` of all "
                + "`total` images are (hypergeometric)."
        ) { arguments in
            let counts = try (0..<4).map { try arguments.count($0) }
            let (drawn, members, total) = (counts[1], counts[2], counts[3])
            guard max(drawn, members) <= total else {
                throw SQLFunctionFailure("\(max(drawn, members)) out of \(total) images is impossible")
            }
            return Hypergeometric.atLeast(counts[0], drawn: drawn, members: members, total: total)
        },
        SQLFunction(
            real: "share_low(found, drawn)",
            "The lower end of the 95 % confidence interval of a share, `found` out of `drawn` (Wilson)."
        ) { try interval($0).lowerBound },
        SQLFunction(
            real: "share_high(found, drawn)",
            "The upper end of the 95 % confidence interval of a share, `found` out of `drawn` (Wilson)."
        ) { try interval($0).upperBound },
    ]

    private static func interval(_ arguments: FunctionArguments) throws -> ClosedRange<Double> {
        let (found, drawn) = (try arguments.count(0), try arguments.count(1))
        guard found <= drawn else { throw SQLFunctionFailure("\(found) out of \(drawn) is no share") }
        return Proportion(successes: found, total: drawn).interval
    }
}
