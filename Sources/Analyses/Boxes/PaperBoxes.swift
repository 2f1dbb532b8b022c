public import Tensors
public import Units

/// The paper's boxes (Zhou et al. 2016, §3.2): "segment the regions of which the value is above 20 % of the max value of
/// the CAM. Then we take the bounding box that covers the largest connected component."
///
/// What it leaves open is chosen so: "above" includes the level itself; pixels touch at edges and corners; the largest
/// component is that of the most pixels, the first in row-major order among equals; boxes are half-open and compared as
/// areas, with fractions. The map is taken as it is: signed, not shifted to a minimum of 0, which would move the 20 % line.
public enum PaperBoxes {
    /// Of the map's maximum.
    public static let threshold: Float = 0.2

    /// The box of an enlarged map; nil where the map has no positive value.
    public static func box(_ enlarged: Plane, threshold: Float = threshold) -> BoundingBox? {
        guard let level = level(of: enlarged, fraction: threshold) else { return nil }
        let mask = BitMask(width: enlarged.width, height: enlarged.height, values: enlarged.values) { $0 >= level }
        return MaskComponents(mask, neighbours: .eight).largest?.box
    }

    /// The boxes at each of `thresholds`, which rise, and are at most 255.
    public static func boxes(_ enlarged: Plane, thresholds: [Float]) -> [BoundingBox?] {
        guard var masks = NestedMasks(enlarged, fractions: thresholds) else { return thresholds.map { _ in nil } }
        var result = [BoundingBox?](repeating: nil, count: thresholds.count)
        var last: BoundingBox?
        for place in thresholds.indices.reversed() {
            if masks.lower(to: place) { last = MaskComponents(masks.mask, neighbours: .eight).largest?.box }
            result[place] = last
        }
        return result
    }

    /// Returns the pixels at or above a fraction of an enlarged map's maximum; none if the map has no positive value.
    public static func region(_ enlarged: Plane, fraction: Float) -> Mask {
        let level = level(of: enlarged, fraction: fraction) ?? .infinity
        return Mask(width: enlarged.width, height: enlarged.height, pixels: enlarged.values.map { $0 >= level })
    }

    /// A fraction of the map's maximum; nil if the map has no positive value.
    static func level(of map: Plane, fraction: Float) -> Float? {
        map.maximum.flatMap { $0 > 0 ? fraction * $0 : nil }
    }
}
