import Tensors
public import Units

/// The part of a picture that a unit looks at.
public struct Segmentation: Sendable, Equatable {
    /// What the level was taken from.
    public enum Rule: String, Sendable, Codable {
        /// As the method says.
        case method
        /// Half of the map's maximum, where the method's level says nothing about the image.
        case fractionOfMaximum
    }

    public let mask: Mask
    public let rule: Rule
    /// What the enlarged map, or a cell under a stamp, had to reach.
    public let level: Float

    /// Of the map's maximum, where a method's level says nothing.
    public static let fraction: Float = 0.5

    /// Whether a unit's threshold says anything: not where it is the unit's maximum, or zero.
    public static func isTelling(_ unit: UnitRecord) -> Bool {
        unit.threshold > 0 && unit.threshold < unit.maximum * (1 - saturation)
    }

    /// Segments by a level. A level says nothing where it is zero (a unit that is hardly ever active), where it is the
    /// unit's maximum (one that saturates, as after a ReLU6), and where the picture does not reach it.
    ///
    /// - Parameters:
    ///   - enlarged: The map at the picture's size.
    ///   - map: The map itself.
    ///   - level: What pixels have to reach.
    ///   - ceiling: The unit's maximum, where a level as large as it says nothing; else nil.
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

    /// The same with another mask.
    public func replacing(mask: Mask) -> Segmentation { Segmentation(mask: mask, rule: rule, level: level) }

    private init(mask: Mask, rule: Rule, level: Float) {
        self.mask = mask
        self.rule = rule
        self.level = level
    }

    /// How near its maximum, as a share, a level counts as it: the width of the histogram's bins.
    private static let saturation: Float = 1 / 32
}
