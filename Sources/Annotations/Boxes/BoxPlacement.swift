import Foundation
package import Units

/// Boxes in pixels of their images, and what of them could not be used as it is.
package struct BoxPlacement {
    /// The EXIF orientation of an image, where it matters.
    private let turn: (ImageRecord) -> ImageTurn?
    private var scaled = Findings()
    private var turned = Findings()
    private var cut = Findings()
    private var outside = Findings()
    /// Boxes of other pictures than the images, by their sizes.
    package private(set) var differing = SkippedBoxes()

    /// Boxes that end no further than this from their image are rounded, not wrong.
    private static let tolerance = 1.0

    /// - Parameter folder: Where the images lie; nil: no image is turned.
    package init(folder: String? = nil) {
        turn = { record in
            folder.flatMap { ImageTurn(path: $0 + "/" + record.path, width: record.width, height: record.height) }
        }
    }

    /// For tests.
    init(turn: @escaping (ImageRecord) -> ImageTurn?) { self.turn = turn }

    /// Those boxes of an image that `isWanted`, cut to it; without those that have no pixel of it, and without those whose
    /// file declares a size that the image cannot have come from.
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

    /// For each frame of the boxes its transform; nil where a box lies outside of the size that its file declares, which
    /// then says nothing.
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
        let example = "\(record.path) has \(record.width)×\(record.height) pixels, the boxes are for \(width)×\(height)"
        switch transform {
        case .none: return
        case .scale: scaled.add(example)
        case .turn: turned.add(example)
        }
    }

    /// The part of a box inside of its image; nil where there is none.
    private mutating func inside(_ box: ObjectBox, _ record: ImageRecord) -> ObjectBox? {
        let inside = box.cut(width: Double(record.width), height: Double(record.height))
        let beyond = max(inside.x0 - box.x0, inside.y0 - box.y0, box.x1 - inside.x1, box.y1 - inside.y1)
        func example() -> String {
            func number(_ value: Double) -> String { String(format: "%.10g", value) }
            let ends = [box.x0, box.y0, box.x1, box.y1].map(number).joined(separator: ",")
            return "\(record.path) has \(record.width)×\(record.height) pixels, the box is \(ends)"
        }
        guard inside.width > 0, inside.height > 0 else {
            outside.add(example())
            return nil
        }
        if beyond > Self.tolerance { cut.add(example()) }
        return inside
    }

    /// What could not be used as it is: a phrase for each kind.
    package var remarks: [String] {
        let advice = "boxes are in pixels of the images as they were indexed"
        let kinds = [
            (scaled, "boxes scaled from the size that their file declares", "images were resized after annotation"),
            (
                turned, "boxes turned by their image's EXIF orientation",
                "their file declares width and height exchanged"
            ),
            (cut, "boxes beyond their image, cut to it", advice),
            (outside, "boxes without a pixel of their image, left out", advice),
        ]
        return kinds.filter { $0.0.count > 0 }.map { "\($1): \($0.count), the first \($0.first); \($2)" }
            + differing.remarks
    }
}
