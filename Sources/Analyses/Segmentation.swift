public import Tensors
public import Units

/// The part of a picture that a unit looks at: where its enlarged map is at or above a level.
///
/// The level is the unit's threshold, which 0.5 % of all its cells exceed (Bau et al. 2017, §2.2). Where that says
/// nothing (a unit whose threshold is its maximum because it saturates or is zero because it is hardly ever active, or a
/// map that stays below it), it is a fraction of the map's own maximum (Zhou et al. 2015, §3.3), and the result says so.
public struct Segmentation: Sendable, Equatable {
    public enum Rule: String, Sendable, Codable {
        case threshold
        case fractionOfMaximum
    }

    public let mask: Mask
    public let rule: Rule
    /// What the enlarged map had to reach.
    public let level: Float

    /// Of the map's maximum, where the threshold says nothing.
    public static let fraction: Float = 0.5

    /// Whether a unit's threshold says anything: not where it is the unit's maximum, or zero.
    public static func isTelling(_ unit: UnitRecord, saturates: Float = 1 / 32) -> Bool {
        unit.threshold > 0 && unit.threshold < unit.maximum * (1 - saturates)
    }

    /// Segments the picture that `enlarged` covers.
    ///
    /// - Parameters:
    ///   - enlarged: The map at the picture's size.
    ///   - map: The map itself.
    ///   - unit: The unit's statistics.
    ///   - saturates: how near its maximum, as a share, a threshold counts as it.
    public init(enlarged: Plane, map: Plane, unit: UnitRecord, saturates: Float = 1 / 32) {
        var level = unit.threshold
        var rule = Rule.threshold
        var pixels: [Bool] = []
        if Self.isTelling(unit, saturates: saturates) { pixels = enlarged.values.map { $0 >= level } }
        if !pixels.contains(true) {
            rule = .fractionOfMaximum
            level = Self.fraction * (map.maximum ?? 0)
            pixels = enlarged.values.map { level > 0 && $0 >= level }
        }
        mask = Mask(width: enlarged.width, height: enlarged.height, pixels: pixels)
        self.rule = rule
        self.level = level
    }
}
