import Foundation
package import Units

/// Places annotated boxes on their images, in pixels, and counts those that could not be used unchanged.
package struct BoxPlacement {
    /// The EXIF orientation of an image; nil if it does not swap width and height.
    private let turn: (ImageRecord) -> ImageTurn?
    private var scaled = Findings()
    private var turned = Findings()
    /// Boxes that extend beyond their image.
    private(set) var clipped = Findings()
    /// Boxes entirely outside their image.
    private(set) var outside = Findings()
    /// Boxes for pictures of a different size than the image.
    package private(set) var differing = SkippedBoxes()

    /// The number of skipped boxes: those outside their image, and those for a picture of a different size.
    package var skippedCount: Int { outside.count + differing.count }

    /// Boxes that extend beyond their image by no more than this, in pixels, are rounded, not wrong.
    private static let tolerance = 1.0

    /// - Parameter folder: The image folder; if it is nil, no box is rotated.
    package init(folder: String? = nil) {
        turn = { record in
            folder.flatMap { ImageTurn(path: $0 + "/" + record.path, width: record.width, height: record.height) }
        }
    }

    /// For tests.
    init(turn: @escaping (ImageRecord) -> ImageTurn?) { self.turn = turn }

    /// Returns the boxes of an image that `isWanted`, clipped to the image. Boxes entirely outside the image are left out, and
    /// so are boxes whose file declares a size that does not lead to the image by a resize or a rotation.
    package mutating func boxes(
        _ annotations: [BoxAnnotations.Annotation], of record: ImageRecord,
        where isWanted: (BoxAnnotations.Annotation) -> Bool = { _ in true }
    ) -> [(box: ObjectBox, annotation: BoxAnnotations.Annotation)] {
        let transforms = transforms(annotations, of: record)
        var result: [(box: ObjectBox, annotation: BoxAnnotations.Annotation)] = []
        for annotation in annotations where isWanted(annotation) {
            guard let transform = transforms[annotation.frame] ?? nil else {
                if case .size(let width, let height) = annotation.frame {
                    differing.add(
                        .differentSize,
                        .boxSize(path: record.path, declared: [width, height], image: [record.width, record.height]))
                }
                continue
            }
            note(transform, annotation.frame, record)
            if let inside = inside(transform(annotation.box), record) { result.append((inside, annotation)) }
        }
        return result
    }

    /// Returns the transform of each frame of the boxes; nil if a box extends beyond the size that its file declares,
    /// so that the size cannot be right.
    private func transforms(
        _ annotations: [BoxAnnotations.Annotation], of record: ImageRecord
    ) -> [BoxFrame: BoxTransform?] {
        var transforms: [BoxFrame: BoxTransform?] = [:]
        for annotation in annotations {
            let frame = annotation.frame
            let known =
                transforms[frame]
                ?? BoxTransform(from: frame, width: record.width, height: record.height) { turn(record) }
            transforms.updateValue(known, forKey: frame)
            if case .size(let width, let height) = frame, let known, known != .none,
                annotation.box.x1 > Double(width) + Self.tolerance
                    || annotation.box.y1 > Double(height) + Self.tolerance
            {
                transforms.updateValue(nil, forKey: frame)
            }
        }
        return transforms
    }

    private mutating func note(_ transform: BoxTransform, _ frame: BoxFrame, _ record: ImageRecord) {
        guard case .size(let width, let height) = frame else { return }
        let example =
            "\(record.path) has \(record.width)×\(record.height) pixels, but its boxes are for \(width)×\(height)"
        switch transform {
        case .none: return
        case .scale: scaled.add(example)
        case .turn: turned.add(example)
        }
    }

    /// The part of a box inside its image; nil if there is none.
    private mutating func inside(_ box: ObjectBox, _ record: ImageRecord) -> ObjectBox? {
        let inside = box.cut(width: Double(record.width), height: Double(record.height))
        let beyond = max(inside.x0 - box.x0, inside.y0 - box.y0, box.x1 - inside.x1, box.y1 - inside.y1)
        func example() -> String {
            func number(_ value: Double) -> String { String(format: "%.10g", value) }
            let ends = [box.x0, box.y0, box.x1, box.y1].map(number).joined(separator: ",")
            return "\(record.path) has \(record.width)×\(record.height) pixels, but the box is \(ends)"
        }
        guard inside.width > 0, inside.height > 0 else {
            outside.add(example())
            return nil
        }
        if beyond > Self.tolerance { clipped.add(example()) }
        return inside
    }

    /// What could not be used unchanged: a phrase for each kind.
    package var remarks: [String] {
        let advice = "boxes must be in pixels of the indexed images"
        let kinds = [
            (scaled, "boxes scaled from the size declared in their file", "the images were resized after annotation"),
            (
                turned, "boxes rotated by the EXIF orientation of their image",
                "their file swaps width and height"
            ),
            (clipped, "boxes that extend beyond their image, clipped", advice),
            (outside, "boxes entirely outside their image, left out", advice),
        ]
        return kinds.filter { $0.0.count > 0 }.map { "\($1): \($0.count), the first: \($0.first); \($2)" }
            + differing.remarks
    }
}
