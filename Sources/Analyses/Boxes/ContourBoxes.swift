import Units

/// The boxes that OpenCV's `findContours`, `boundingRect` and `contourArea` give for a mask, computed from connected
/// components instead of contours: components are 8-connected; holes are 4-connected components of the background that
/// do not touch the border.
enum ContourBoxes {
    /// Returns the boxes of all contours: outer ones, and those around holes, which run along the pixels beside the
    /// hole.
    static func all(_ mask: BitMask) -> [BoundingBox] {
        var boxes = MaskComponents(mask, connectivity: .eight).components.map(\.box)
        for hole in MaskComponents(mask, of: false, connectivity: .four).components {
            let box = hole.box
            guard box.x0 > 0, box.y0 > 0, box.x1 < mask.width, box.y1 < mask.height else { continue }
            boxes.append(BoundingBox(x0: box.x0 - 1, y0: box.y0 - 1, x1: box.x1 + 1, y1: box.y1 + 1))
        }
        return boxes
    }

    /// Returns the box of the contour with the largest area (of the polygon through pixel centres, not the pixel
    /// count), the last of several, as `max` over OpenCV's list does; nil for an empty mask.
    static func largest(_ mask: BitMask) -> BoundingBox? {
        let parts = MaskComponents(mask, connectivity: .eight)
        // A part's area with its holes filled is at least that without, and at most its box's.
        let least = parts.components.map(\.doubledArea).max() ?? 0
        let candidates = parts.components.indices.filter { place in
            let box = parts.components[place].box
            return 2 * (box.width - 1) * (box.height - 1) >= least
        }
        guard candidates.count > 1 else { return candidates.first.map { parts.components[$0].box } }
        var best: (place: Int, area: Int)?
        for place in candidates {
            let area = filledArea(parts.mask(of: place))
            if area >= best?.area ?? 0 { best = (place, area) }
        }
        return best.map { parts.components[$0.place].box }
    }

    /// Returns twice the area inside the outer contour of a mask with a single component that does not touch the
    /// border.
    static func filledArea(_ mask: BitMask) -> Int {
        let rest = MaskComponents(mask, of: false, connectivity: .four)
        var filled = mask
        for (place, hole) in rest.components.enumerated() where hole.box.x0 > 0 || hole.box.y0 > 0 {
            let pixels = rest.mask(of: place)
            for y in 0..<hole.box.height {
                for x in 0..<hole.box.width where pixels[x: x + 1, y: y + 1] {
                    filled[x: hole.box.x0 + x, y: hole.box.y0 + y] = true
                }
            }
        }
        return MaskComponents(filled, connectivity: .eight).components.first?.doubledArea ?? 0
    }
}
