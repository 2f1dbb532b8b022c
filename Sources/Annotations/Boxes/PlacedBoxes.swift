package import Units

/// The boxes of all classes on an atlas's images, in pixels of the images.
package struct PlacedBoxes: Sendable {
    /// A box clipped to its image, with the name of its object.
    package struct Placed: Sendable, Equatable {
        package let box: ObjectBox
        package let name: String?
    }

    private var boxes: [ImagePath: [Placed]] = [:]
    /// The annotations that could not be used.
    package let notes: AnnotationNotes

    /// - Parameters:
    ///   - images: All images of the atlas.
    ///   - folder: The image folder; if it is nil, no box is rotated by an EXIF orientation.
    package init(_ annotations: BoxAnnotations, images: [ImageRecord], folder: String?) {
        let table = annotations.table(images: ImageResolver(images.map(\.path)))
        var placement = BoxPlacement(folder: folder)
        for record in images where record.status == .indexed {
            let all = table[record.path]
            guard !all.isEmpty else { continue }
            boxes[path: record.path] = placement.boxes(all, of: record).map {
                Placed(box: $0.box, name: $0.annotation.className)
            }
        }
        notes = AnnotationNotes(
            remarks: table.conversion + placement.remarks + annotations.skipped.remarks,
            skipped: annotations.skipped.count + placement.skippedCount)
    }

    /// Returns the boxes of the image at `path`, in the order of the annotations.
    package subscript(path: String) -> [Placed] { boxes[path: path] ?? [] }

    /// Whether the annotations have boxes for an image, even if they are outside it.
    package func covers(_ path: String) -> Bool { boxes[path: path] != nil }
}

/// The annotations that could not be used.
public struct AnnotationNotes: Sendable, Equatable {
    /// A phrase for each kind of problem.
    public let remarks: [String]
    /// The number of skipped annotations: malformed ones, and those outside their image or for a picture of a different
    /// size.
    public let skipped: Int

    package init(remarks: [String] = [], skipped: Int = 0) { (self.remarks, self.skipped) = (remarks, skipped) }
}
