package import Tensors
package import Units

/// Segments images by one method, with the unit statistics that the method needs.
package struct Segmenter: Sendable {
    package let method: SegmentationMethod
    /// By unit, the value that the method's fraction of cells exceed; empty for other methods, and for 0.5 %, which
    /// unit records hold.
    private let levels: [Float]
    private let stamps: [UnitID: Stamp]
    /// How each unit's field was estimated, as JSON.
    private let origins: [UnitID: String]

    /// - Parameters:
    ///   - levels: For `.quantile`: [U].
    ///   - stamps: For `.estimated`: the estimated fields.
    ///   - origins: How these fields were estimated, as JSON objects.
    package init(
        _ method: SegmentationMethod, levels: [Float] = [], stamps: [UnitID: Stamp] = [:],
        origins: [UnitID: String] = [:]
    ) {
        self.origins = origins
        self.method = method
        self.levels = levels
        self.stamps = stamps
    }

    /// Returns the method's parameters for a unit as a JSON object with sorted keys.
    package func configuration(of unit: UnitID) -> String {
        guard let origin = origins[unit] else { return method.configuration }
        return "{\"field\":\(origin)," + method.configuration.dropFirst()
    }

    /// Returns whether images of this unit can be segmented: whether its field is known if the method needs it.
    package func knows(_ unit: UnitID) -> Bool {
        if case .estimated = method { stamps[unit] != nil } else { true }
    }

    /// Returns the region of a picture that the unit responds to; nil if the method needs an unknown field.
    ///
    /// - Parameters:
    ///   - map: The unit's map, H×W, before the upper bound of a Clip.
    ///   - enlargement: From the maps to the picture.
    ///   - unit: The unit's statistics.
    package func segmentation(of map: Plane, by enlargement: MapEnlargement, unit: UnitRecord) -> Segmentation? {
        switch method {
        case .threshold(let fraction, let reference):
            let maximum = reference == .unit ? unit.response.maximum : map.maximum ?? 0
            return Segmentation(
                enlarged: enlargement.enlarged(map), map: map, level: Float(fraction) * maximum, ceiling: nil)
        case .quantile:
            let level = levels.isEmpty ? unit.response.threshold : levels[unit.unit.value]
            return Segmentation(
                enlarged: enlargement.enlarged(map), map: map, level: level, ceiling: unit.response.maximum)
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
