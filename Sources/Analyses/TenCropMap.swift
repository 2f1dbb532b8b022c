package import Tensors

/// The map of an image from ten crops, merged as in the code released by the paper's authors (`mergeTenCrop.m`).
///
/// Caffe's crops: the four corners (left to right, then top to bottom) and the centre, then the same mirrored left to
/// right. Each map is enlarged to the crop's size with MATLAB's cubic (a = −0.5), mirrored back, and its absolute
/// values are added where the crop lies, without dividing by the number of crops that cover a pixel: negative evidence turns
/// positive, and the centre is favoured.
package enum TenCropMap {
    package static let count = 10

    /// Merges ten maps.
    ///
    /// - Parameters:
    ///   - crops: Ten maps of one size.
    ///   - crop: The side of a crop, in pixels of the resized image.
    ///   - side: The side of the resized image.
    /// - Returns: side × side
    package static func merged(_ crops: [Plane], crop: Int = 224, side: Int = 256) -> Plane {
        precondition(crops.count == count && crop <= side, "\(crops.count) crops of \(crop) in \(side)")
        var sum = [Float](repeating: 0, count: side * side)
        for (place, map) in crops.enumerated() {
            let enlarged = BicubicEnlargement(
                cellsAcross: map.width, cellsDown: map.height, width: crop, height: crop, a: -0.5
            ).enlarged(map)
            let (left, top) = origin(place % 5, margin: side - crop)
            for y in 0..<crop {
                for x in 0..<crop {
                    let column = place < 5 ? x : crop - 1 - x
                    sum[(top + y) * side + left + x] += abs(enlarged.values[y * crop + column])
                }
            }
        }
        return Plane(height: side, width: side, values: sum)
    }

    /// Returns the top left corner of one of the five crops.
    static func origin(_ place: Int, margin: Int) -> (x: Int, y: Int) {
        place == 4 ? (margin / 2, margin / 2) : (place % 2 * margin, place / 2 * margin)
    }
}
