internal import Store
internal import Units

/// Functions of masks and boxes.
enum MaskFunctions {
    static let all = [
        SQLFunction("mask_area(mask)", "The number of pixels in a mask of `segmentation`.") { arguments in
            .integer(Int64(try arguments.mask(0).area))
        },
        SQLFunction(
            real: "iou(mask_a, mask_b)",
            "Intersection over union of two masks of one image; 0 if both are empty."
        ) { arguments in
            let (a, b) = (try arguments.mask(0), try arguments.mask(1))
            guard a.width == b.width, a.height == b.height else {
                throw SQLFunctionFailure(
                    "masks of \(a.width)×\(a.height) and \(b.width)×\(b.height) pixels do not belong to one image")
            }
            return a.intersectionOverUnion(b)
        },
        SQLFunction(
            real: "iou(ax0, ay0, ax1, ay1, bx0, by0, bx1, by1)", "Intersection over union of two half-open boxes."
        ) { arguments in
            let ends = try (0..<8).map { try arguments.number($0) }
            for box in [0, 4] where !(ends[box] <= ends[box + 2] && ends[box + 1] <= ends[box + 3]) {
                throw SQLFunctionFailure("a box ends before it begins")
            }
            return ObjectBox(x0: ends[0], y0: ends[1], x1: ends[2], y1: ends[3])
                .intersectionOverUnion(ObjectBox(x0: ends[4], y0: ends[5], x1: ends[6], y1: ends[7]))
        },
    ]
}
