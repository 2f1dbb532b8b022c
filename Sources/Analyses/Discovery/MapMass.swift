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
    ///   - ignored: Pixels outside of the object, which do not count.
    package init(_ map: Plane, object: Mask, ignored: Mask? = nil) {
        precondition(map.width == object.width && map.height == object.height, "a mask of another size")
        var (sum, part, pixels, all) = (0.0, 0.0, 0, 0)
        let (values, isIn) = (map.values.span, object.pixels.span)
        for index in values.indices where ignored?.pixels[index] != true {
            all += 1
            let value = Double(max(0, values[index]))
            sum += value
            if isIn[index] {
                part += value
                pixels += 1
            }
        }
        inside = sum > 0 ? part / sum : nil
        area = Double(pixels) / Double(max(1, all))
    }
}
