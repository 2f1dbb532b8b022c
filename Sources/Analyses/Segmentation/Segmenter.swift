public import Tensors
public import Units

/// Segments images by one method, with what the method needs to know of each unit.
public struct Segmenter: Sendable {
    public let method: SegmentationMethod
    /// The values that the method's share of cells exceed, by unit; empty for other methods, and for the share of
    /// 0.5 %, which the units' records hold.
    private let levels: [Float]
    private let stamps: [UnitID: Stamp]
    /// How the field of a unit was made, as JSON.
    private let origins: [UnitID: String]

    /// - Parameters:
    ///   - levels: For `.quantile`: [U].
    ///   - stamps: For `.estimated`: the fields of the units at hand.
    ///   - origins: How these fields were made, as JSON objects.
    public init(
        _ method: SegmentationMethod, levels: [Float] = [], stamps: [UnitID: Stamp] = [:],
        origins: [UnitID: String] = [:]
    ) {
        self.origins = origins
        self.method = method
        self.levels = levels
        self.stamps = stamps
    }

    /// The method's constants for a unit as a JSON object with sorted keys, with how its field was made.
    public func configuration(of unit: UnitID) -> String {
        guard let origin = origins[unit] else { return method.configuration }
        return "{\"field\":\(origin)," + method.configuration.dropFirst()
    }

    /// Whether everything is known that segmenting images of this unit takes.
    public func knows(_ unit: UnitID) -> Bool {
        if case .estimated = method { stamps[unit] != nil } else { true }
    }

    /// The part of a picture that the unit looks at; nil for a unit that the method does not know.
    ///
    /// - Parameters:
    ///   - map: The unit's map, H×W.
    ///   - enlargement: From the maps to the picture.
    ///   - unit: The unit's statistics.
    public func segmentation(of map: Plane, by enlargement: MapEnlargement, unit: UnitRecord) -> Segmentation? {
        switch method {
        case .threshold(let fraction, let reference):
            let maximum = reference == .unit ? unit.maximum : map.maximum ?? 0
            return Segmentation(
                enlarged: enlargement.enlarged(map), map: map, level: Float(fraction) * maximum, ceiling: nil)
        case .quantile:
            let level = levels.isEmpty ? unit.threshold : levels[unit.unit.value]
            return Segmentation(
                enlarged: enlargement.enlarged(map), map: map, level: level, ceiling: unit.maximum)
        case .synthetic(let diameter):
            return Segmentation(
                stamp: .disc(diameter: diameter), map: map, on: enlargement,
                fraction: SegmentationMethod.stampedFraction)
        case .estimated:
            return stamps[unit.unit].map {
                Segmentation(
                    stamp: $0, map: map, on: enlargement, fraction: SegmentationMethod.stampedFraction)
            }
        }
    }
}
