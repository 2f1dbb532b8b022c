package import Tensors
package import Units

/// The boxes of the code that the paper's authors released (`bboxgenerator/dt_box.cpp` and `dt.c`, called with 20, 100
/// and 110 by `generate_bbox.m`), which differ from the paper's.
///
/// The heat map is the absolute map over its maximum in 8 bits, so that evidence against a class counts as evidence for
/// it. For each of three grey levels (of 255: 7.8, 39 and 43 %) what is above is turned into distances to the rest,
/// these are scaled to 0...255, and more than 10 is kept; the boxes of all contours, five pixels from the right and
/// lower border, are sorted by area; of two that share more than half of the larger's area the smaller is dropped. The
/// first box is the loose one, the second the tight one; the first is evaluated. Boxes are compared with their ends
/// inside (+1).
package enum ReleaseBoxes {
    /// Grey levels, out of 255.
    package static let levels: [UInt8] = [20, 100, 110]
    private static let keptDistance = 10
    private static let border = 5

    /// Returns |map| over its maximum, in 8 bits [height, width].
    package static func heatMap(_ map: Plane) -> [UInt8] {
        let largest = map.values.reduce(0) { max($0, abs($1)) }
        return map.values.map { largest > 0 ? UInt8((abs($0) / largest * 255).rounded()) : 0 }
    }

    /// Returns the boxes of a heat map [height, width], largest first.
    package static func boxes(_ heat: [UInt8], width: Int, height: Int) -> [BoundingBox] {
        let sorted = unmerged(heat, width: width, height: height).enumerated().sorted { a, b in
            a.element.area != b.element.area ? a.element.area > b.element.area : a.offset < b.offset
        }
        return merged(sorted.map(\.element))
    }

    /// The boxes of all contours at all levels.
    static func unmerged(_ heat: [UInt8], width: Int, height: Int) -> [BoundingBox] {
        levels.flatMap { level in
            let kept = distant(heat.map { $0 > level }, width: width, height: height)
            return ContourBoxes.all(kept).map { inset($0, width: width, height: height) }
        }
    }

    /// The pixels whose distance to the outside the mask, scaled so that the largest is 255, exceeds 10.
    private static func distant(_ isIn: [Bool], width: Int, height: Int) -> BitMask {
        var mask = BitMask(width: width, height: height)
        let distances = DistanceTransform.distances(isIn, width: width, height: height)
        let largest = distances.max() ?? 0
        for (index, distance) in distances.enumerated() {
            // If nothing is outside, the released code leaves the picture as it is.
            let grey = largest.isFinite ? (largest > 0 ? Int(distance * 255 / largest + 0.5) : 0) : 255
            if grey > keptDistance { mask[x: index % width, y: index / width] = true }
        }
        return mask
    }

    private static func inset(_ box: BoundingBox, width: Int, height: Int) -> BoundingBox {
        let (x, y) = (max(0, min(box.x0, width - border)), max(0, min(box.y0, height - border)))
        let across = max(0, min(box.width, width - box.x0 - border))
        let down = max(0, min(box.height, height - box.y0 - border))
        return BoundingBox(x0: x, y0: y, x1: x + across, y1: y + down)
    }

    private static func merged(_ boxes: [BoundingBox]) -> [BoundingBox] {
        var boxes = boxes
        var first = 0
        while first < boxes.count {
            var other = first + 1
            while other < boxes.count {
                let (a, b) = (boxes[first], boxes[other])
                // As in the released code, the box after a dropped one is skipped.
                if a.intersectionArea(b) > max(a.area, b.area) / 2 { boxes.remove(at: other) }
                other += 1
            }
            first += 1
        }
        return boxes
    }
}
