package import Tensors
package import Units

/// The fraction of a map's positive values that lies on an object.
package struct MapMass: Sendable, Equatable {
    /// The fraction of the sum of positive values inside the object; nil if there are none.
    package let inside: Double?
    /// The object's fraction of the pixels: what a constant map has inside.
    package let area: Double

    /// - Parameters:
    ///   - map: Enlarged to the mask's size.
    ///   - object: Must not be empty.
    package init(_ map: Plane, object: Mask) {
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
