package import Units

/// The boxes of an atlas's images in pixels of these images, whatever classes they are of.
package struct PlacedBoxes: Sendable {
    /// A box cut to its image, and what its object is called.
    package struct Placed: Sendable, Equatable {
        package let box: ObjectBox
        package let name: String?
    }

    private var boxes: [ImagePath: [Placed]] = [:]
    /// What could not be used.
    package let notes: AnnotationNotes

    /// - Parameters:
    ///   - images: All images of the atlas.
    ///   - folder: Where they lie; nil: none is turned by its EXIF orientation.
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
            remarks: placement.remarks + annotations.skipped.remarks,
            skipped: annotations.skipped.count + placement.differing.count)
    }

    /// Those of the image at `path`, in the order of the annotations.
    package subscript(path: String) -> [Placed] { boxes[path: path] ?? [] }

    /// Whether the annotations have boxes of an image, be they outside of it.
    package func covers(_ path: String) -> Bool { boxes[path: path] != nil }
}

/// What of annotations could not be used.
public struct AnnotationNotes: Sendable, Equatable {
    /// A phrase for each kind of problem.
    public let remarks: [String]
    /// How many annotations were skipped: malformed ones, and those of another picture than the image.
    public let skipped: Int

    package init(remarks: [String] = [], skipped: Int = 0) { (self.remarks, self.skipped) = (remarks, skipped) }
}
