package import Tensors
package import Units

/// The boxes of MaxBoxAcc and MaxBoxAccV2 (Choe et al., CVPR 2020, and the code that they published, `evaluation.py`).
///
/// The map is enlarged to 224×224 with OpenCV's bicubic filter, shifted and scaled to 0...1 (a constant map to 0), and
/// cut to 8 bits. A mask at τ = 0, 0.01 ... 0.99 holds what is above the whole part of τ · 255. The first metric takes
/// the contour of the largest polygon area, the second all contours, those around holes included. Boxes end at the
/// pixel after the contour's last, but within the picture, and are compared as if their ends were inside (+1).
package enum WSOLBoxes {
    package static let side = 224
    /// Returns the τ of an index in 0..<100.
    package static func threshold(_ index: Int) -> Double { Double(index) * 0.01 }
    package static let thresholdCount = 100
    /// Returns the index of the τ nearest to `threshold`.
    static func place(of threshold: Float) -> Int {
        min(thresholdCount - 1, max(0, Int(rounding: Double(threshold) * 100)))
    }

    /// The boxes at one τ.
    package struct Boxes: Sendable, Equatable {
        /// The box of the largest contour; of the first pixel if the mask is empty.
        package let largest: BoundingBox
        /// The boxes of all contours.
        package let all: [BoundingBox]
    }

    /// Returns the scores that boxes are made from: the map enlarged to ``side``×``side`` pixels and normalized.
    package static func scores(_ map: Plane) -> Plane {
        let enlargement = BicubicEnlargement(cellsAcross: map.width, cellsDown: map.height, width: side, height: side)
        return normalized(enlargement.enlarged(map))
    }

    /// Returns the map shifted and scaled to 0...1. A map whose values differ only by rounding counts as constant and
    /// becomes 0.
    package static func normalized(_ map: Plane) -> Plane {
        let (low, high) = (map.values.min() ?? 0, map.maximum ?? 0)
        let range = high - low
        let varies = range > 1e-6 * max(abs(low), abs(high))
        let values = map.values.map { varies ? ($0 - low) / range : 0 }
        return Plane(height: map.height, width: map.width, values: values)
    }

    /// Returns the boxes of a normalized map at each τ, in ascending order.
    package static func boxes(_ normalized: Plane) -> [Boxes] {
        let levels = normalized.values.map { UInt8(min(max($0 * 255, 0), 255)) }
        let largest = Double(levels.max() ?? 0)
        var masks = NestedMasks(levels: levels, width: normalized.width, height: normalized.height)
        let corner = BoundingBox(x0: 0, y0: 0, x1: 0, y1: 0)
        var last = Boxes(largest: corner, all: [corner])
        var result: [Boxes] = []
        for index in (0..<thresholdCount).reversed() {
            if masks.lower(to: Int(threshold(index) * largest)) {
                let box = ContourBoxes.largest(masks.mask) ?? corner
                last = Boxes(
                    largest: clipped(box, normalized),
                    all: ContourBoxes.all(masks.mask).map { clipped($0, normalized) })
            }
            result.append(last)
        }
        return result.reversed()
    }

    private static func clipped(_ box: BoundingBox, _ map: Plane) -> BoundingBox {
        BoundingBox(x0: box.x0, y0: box.y0, x1: min(box.x1, map.width - 1), y1: min(box.y1, map.height - 1))
    }

    /// Returns an annotated box of a picture of `width`×`height` pixels in one of 224×224: the pixels that contain its
    /// corners.
    package static func resized(_ box: ObjectBox, width: Double, height: Double) -> BoundingBox {
        func pixel(_ place: Double, _ size: Double) -> Int { Int(rounding: place * (Double(side) / size), .down) }
        return BoundingBox(
            x0: pixel(box.x0, width), y0: pixel(box.y0, height), x1: pixel(box.x1, width), y1: pixel(box.y1, height))
    }
}
