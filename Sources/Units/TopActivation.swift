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
    /// The same map before the upper bound of the Clip in which the layer ends; nil if no cell exceeds the bound.
    public let unclipped: Plane?
    /// The largest value of ``response``.
    public let peak: Float

    /// The map that shows where the unit responds most: before the upper bound of a Clip, which would make all strong
    /// cells equal.
    public var response: Plane { unclipped ?? map }

    /// A unit's activation on one image.
    public init(
        path: String, maximum: Float, mean: Float, cellX: Int, cellY: Int, map: Plane, unclipped: Plane? = nil
    ) {
        self.path = path
        self.maximum = maximum
        self.mean = mean
        self.cellX = cellX
        self.cellY = cellY
        self.map = map
        self.unclipped = unclipped
        peak = unclipped?.maximum ?? maximum
    }

    /// Returns whether this image comes before another: peak ↓, mean ↓, path bytes ↑. The order of ties is part of the
    /// result. Before the clip of a ReLU6 peaks differ; behind it, nearly all strong images would tie at 6.
    public func precedes(_ other: TopActivation) -> Bool {
        if peak != other.peak { return peak > other.peak }
        if mean != other.mean { return mean > other.mean }
        return path.utf8.lexicographicallyPrecedes(other.path.utf8)
    }
}
