import Tensors
public import Units

/// The region of a picture that a unit responds to.
public struct Segmentation: Sendable, Equatable {
    /// How the level was determined.
    public enum Rule: String, Sendable, Codable {
        /// By the method.
        case method
        /// Half of the map's maximum, because the method's level is uninformative for the image.
        case fractionOfMaximum
    }

    /// The activation mask.
    public let mask: Mask
    /// What the level follows from.
    public let rule: Rule
    /// The level that the enlarged map, or a cell under a stamp, had to reach.
    public let level: Float

    /// The fraction of the map's maximum used if a method's level is uninformative.
    public static let fraction: Float = 0.5

    /// Returns whether a unit's threshold is informative: neither 0 nor the unit's maximum.
    package static func isInformative(_ unit: UnitRecord) -> Bool {
        unit.response.threshold > 0 && unit.response.threshold < unit.response.maximum * (1 - saturation)
    }

    /// Segments by a level. A level is uninformative if it is 0 (the unit is rarely active), the unit's maximum (the
    /// unit saturates, as after a ReLU6), or not reached in the picture.
    ///
    /// - Parameters:
    ///   - enlarged: The map at the picture's size.
    ///   - map: The map itself.
    ///   - level: The level that pixels must reach.
    ///   - ceiling: The unit's maximum, if a level as large as it is uninformative.
    init(enlarged: Plane, map: Plane, level: Float, ceiling: Float?) {
        var (level, rule, pixels) = (level, Rule.method, [Bool]())
        let isSaturated = ceiling.map { level >= $0 * (1 - Self.saturation) } ?? false
        if level > 0, !isSaturated { pixels = enlarged.values.map { $0 >= level } }
        if !pixels.contains(true) {
            rule = .fractionOfMaximum
            level = Self.fraction * (map.maximum ?? 0)
            pixels = enlarged.values.map { level > 0 && $0 >= level }
        }
        mask = Mask(width: enlarged.width, height: enlarged.height, pixels: pixels)
        self.rule = rule
        self.level = level
    }

    /// Segments by stamps at the cells that reach `fraction` of the map's maximum.
    init(stamp: Stamp, map: Plane, on enlargement: MapEnlargement, fraction: Double) {
        let maximum = map.maximum ?? 0
        level = Float(fraction) * maximum
        rule = .method
        mask = enlargement.stamped(stamp, at: map, level: maximum > 0 ? level : .infinity)
    }

    /// Returns the segmentation with another mask.
    public func replacing(mask: Mask) -> Segmentation { Segmentation(mask: mask, rule: rule, level: level) }

    private init(mask: Mask, rule: Rule, level: Float) {
        self.mask = mask
        self.rule = rule
        self.level = level
    }

    /// The relative distance from the maximum within which a level counts as saturated: the width of a histogram bin.
    private static let saturation: Float = 1 / 32
}
