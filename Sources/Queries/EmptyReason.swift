internal import Store

/// Why a saved query may have no rows: what its comments declare as `-- empty: CONDITION -> REASON`.
///
///     -- empty: NOT EXISTS (SELECT 1 FROM segmentation) -> no masks are stored; run unit-atlas segment
package struct EmptyReason: Sendable, Equatable {
    /// An SQL expression that holds where the reason applies; it may use the query's parameters.
    package let condition: String
    /// The reason, and what to run.
    package let reason: String

    private static let mark = "empty:"

    /// Whether a comment, without its dashes, declares a reason.
    static func isDeclared(_ comment: Substring) -> Bool { comment.hasPrefix(mark) }

    /// Reads a comment without its dashes; nil if it has no arrow, or nothing on one of its sides.
    init?(_ comment: Substring) {
        guard let arrow = comment.ranges(of: " -> ").last else { return nil }
        condition = String(comment[..<arrow.lowerBound].dropFirst(Self.mark.count).drop { $0 == " " })
        reason = String(comment[arrow.upperBound...])
        guard !condition.isEmpty, !reason.isEmpty else { return nil }
    }
}

extension QueryRunner {
    /// Returns why a query without rows has none: the first reason that it declares and that holds; nil if none does.
    ///
    /// - Parameters:
    ///   - arguments: As the query was given.
    ///   - resolveClass: As in ``run(_:arguments:resolveClass:)``.
    /// - Throws: What ``run(_:arguments:resolveClass:)`` throws.
    package func emptyReason(
        of query: SavedQuery, arguments: [String: String] = [:], resolveClass: (String) throws -> Int
    ) throws -> String? {
        for reason in query.emptyReasons {
            let question = query.asking("SELECT \(reason.condition)")
            let used = Set(question.parameters.map(\.name))
            let answer = try run(
                question, arguments: arguments.filter { used.contains($0.key) }, resolveClass: resolveClass)
            if let first = answer.rows.first?.first, first != .integer(0) { return reason.reason }
        }
        return nil
    }
}
