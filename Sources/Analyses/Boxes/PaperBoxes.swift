package import Tensors
package import Units

/// The paper's boxes (Zhou et al. 2016, §3.2): "segment the regions of which the value is above 20 % of the max value
/// of the CAM. Then we take the bounding box that covers the largest connected component."
///
/// What the paper leaves open is decided as follows: "above" includes the level itself; components are 8-connected; the
/// largest one has the most pixels, the first in row-major order if several do; boxes are half-open, and their areas
/// may be fractional. The map is signed and not shifted to a minimum of 0, which would move the 20 % line.
public enum PaperBoxes {
    /// The paper's fraction of the map's maximum.
    public static let threshold: Float = 0.2

    /// Returns the box of an enlarged map; nil if the map has no positive value.
    package static func box(_ enlarged: Plane, threshold: Float = threshold) -> BoundingBox? {
        guard let level = level(of: enlarged, fraction: threshold) else { return nil }
        let mask = BitMask(width: enlarged.width, height: enlarged.height, values: enlarged.values) { $0 >= level }
        return MaskComponents(mask, connectivity: .eight).largest?.box
    }

    /// Returns the box at each of at most 255 ascending thresholds.
    package static func boxes(_ enlarged: Plane, thresholds: [Float]) -> [BoundingBox?] {
        guard var masks = NestedMasks(enlarged, fractions: thresholds) else { return thresholds.map { _ in nil } }
        var result = [BoundingBox?](repeating: nil, count: thresholds.count)
        var last: BoundingBox?
        for place in thresholds.indices.reversed() {
            if masks.lower(to: place) { last = MaskComponents(masks.mask, connectivity: .eight).largest?.box }
            result[place] = last
        }
        return result
    }

    /// Returns the pixels at or above a fraction of an enlarged map's maximum; none if the map has no positive value.
    package static func region(_ enlarged: Plane, fraction: Float) -> Mask {
        let level = level(of: enlarged, fraction: fraction) ?? .infinity
        return Mask(width: enlarged.width, height: enlarged.height, pixels: enlarged.values.map { $0 >= level })
    }

    /// A fraction of the map's maximum; nil if the map has no positive value.
    static func level(of map: Plane, fraction: Float) -> Float? {
        map.maximum.flatMap { $0 > 0 ? fraction * $0 : nil }
    }
}
