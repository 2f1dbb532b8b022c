internal import GRDB
internal import Units

/// Functions of masks and boxes.
enum MaskFunctions {
    static let all = [
        SQLFunction("mask_area(mask)", "How many pixels belong to a mask of `segmentation`.") { arguments in
            try arguments.mask(0).area
        },
        SQLFunction(
            "iou(mask_a, mask_b)",
            "The pixels in both of two masks of one image over those in either; 0 where there are none."
        ) { arguments in
            let (a, b) = (try arguments.mask(0), try arguments.mask(1))
            guard a.width == b.width, a.height == b.height else {
                throw arguments.failure(
                    "masks of \(a.width)×\(a.height) and \(b.width)×\(b.height) pixels are not of one image")
            }
            return a.intersectionOverUnion(b)
        },
        SQLFunction(
            "iou(ax0, ay0, ax1, ay1, bx0, by0, bx1, by1)", "The same of two boxes, half-open."
        ) { arguments in
            let ends = try (0..<8).map { try arguments.number($0) }
            for box in [0, 4] where ends[box] > ends[box + 2] || ends[box + 1] > ends[box + 3] {
                throw arguments.failure("a box ends before it begins")
            }
            return ObjectBox(x0: ends[0], y0: ends[1], x1: ends[2], y1: ends[3])
                .intersectionOverUnion(ObjectBox(x0: ends[4], y0: ends[5], x1: ends[6], y1: ends[7]))
        },
    ]
}
