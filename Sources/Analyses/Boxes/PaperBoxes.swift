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
        guard let maximum = enlarged.maximum, maximum > 0 else { return nil }
        let level = threshold * maximum
        let mask = BitMask(width: enlarged.width, height: enlarged.height, values: enlarged.values) { $0 >= level }
        return MaskComponents(mask, neighbours: .eight).largest?.box
    }

    /// The boxes at each of `thresholds`, which rise, and are at most 255.
    public static func boxes(_ enlarged: Plane, thresholds: [Float]) -> [BoundingBox?] {
        guard let maximum = enlarged.maximum, maximum > 0 else { return thresholds.map { _ in nil } }
        precondition(thresholds.count < 256, "\(thresholds.count) thresholds")
        let levels = thresholds.map { $0 * maximum }
        var masks = NestedMasks(
            levels: enlarged.values.map { value in UInt8(reached(value, levels)) }, width: enlarged.width,
            height: enlarged.height)
        var result = [BoundingBox?](repeating: nil, count: thresholds.count)
        var last: BoundingBox?
        for place in thresholds.indices.reversed() {
            if masks.lower(to: place) { last = MaskComponents(masks.mask, neighbours: .eight).largest?.box }
            result[place] = last
        }
        return result
    }

    /// How many of the rising `levels` the value reaches.
    private static func reached(_ value: Float, _ levels: [Float]) -> Int {
        var (low, high) = (0, levels.count)
        while low < high {
            let middle = (low + high) / 2
            if value >= levels[middle] { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
