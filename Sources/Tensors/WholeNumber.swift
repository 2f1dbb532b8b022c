extension Int {
    /// Creates the whole number nearest to `value`; the smallest or largest `Int` for a number beyond its range, and 0 for
    /// NaN.
    ///
    /// `Int(_:)` of a `Double` traps on such numbers, which a user's file or option can contain.
    package init(rounding value: Double, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero) {
        let whole = value.rounded(rule)
        self = Int(exactly: whole) ?? (whole > 0 ? .max : whole < 0 ? .min : 0)
    }
}
