public import Tensors
public import Units

/// How much of a map lies on an object.
public struct MapMass: Sendable, Equatable {
    /// Of the sum of the map's positive values, the part inside of the object; nil where the map has none.
    public let inside: Double?
    /// The object's share of the pixels: what a map that is the same everywhere has inside.
    public let area: Double

    /// - Parameters:
    ///   - map: Enlarged to the mask's size.
    ///   - object: Not without pixels.
    public init(_ map: Plane, object: Mask) {
        precondition(map.width == object.width && map.height == object.height, "a mask of another size")
        var (sum, part, pixels) = (0.0, 0.0, 0)
        let (values, isIn) = (map.values.span, object.pixels.span)
        for index in values.indices {
            let value = Double(max(0, values[index]))
            sum += value
            if isIn[index] {
                part += value
                pixels += 1
            }
        }
        inside = sum > 0 ? part / sum : nil
        area = Double(pixels) / Double(max(1, object.pixels.count))
    }
}
