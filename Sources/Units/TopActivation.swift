public import Tensors

/// One of the images with the strongest activations of a unit.
public struct TopActivation: Sendable, Equatable {
    /// The image's path relative to the image folder.
    public let path: String
    /// The largest value of the map.
    public let maximum: Float
    /// The mean over the map's cells.
    public let mean: Float
    /// The peak's column and row in the map; of the peak before the Clip if the layer ends in one.
    public let cellX: Int
    /// The row of the cell with the maximum.
    public let cellY: Int
    /// The unit's activation map on the image.
    public let map: Plane

    /// A unit's activation on one image.
    public init(path: String, maximum: Float, mean: Float, cellX: Int, cellY: Int, map: Plane) {
        self.path = path
        self.maximum = maximum
        self.mean = mean
        self.cellX = cellX
        self.cellY = cellY
        self.map = map
    }

    /// Returns whether this image comes before another: maximum ↓, mean ↓, path bytes ↑. The order of ties is part of
    /// the result: with a saturating activation (ReLU6) many images share the largest maximum, and the second key
    /// decides.
    public func precedes(_ other: TopActivation) -> Bool {
        if maximum != other.maximum { return maximum > other.maximum }
        if mean != other.mean { return mean > other.mean }
        return path.utf8.lexicographicallyPrecedes(other.path.utf8)
    }
}
