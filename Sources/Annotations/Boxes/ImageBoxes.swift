import Foundation
package import Units

/// The boxes of an atlas's images by class, clipped to the images, and the annotations that could not be used unchanged.
package struct ImageBoxes {
    let table: ImageTable<BoxAnnotations.Annotation>
    private let classes: ClassResolver
    private let native: ClassResolver
    /// The classes that a name in the annotations matches, in the head and in the network.
    private var known: [FoldedText: (classes: Set<ClassID>, native: Set<ClassID>)] = [:]
    /// Boxes of classes that the head lacks.
    private(set) var classless = Findings()
    private(set) var placement: BoxPlacement
    private let unread: SkippedBoxes

    /// - Parameters:
    ///   - images: All image paths in the atlas.
    ///   - classes: The classes of the head.
    ///   - native: The classes of the network. They give the class of a box whose class name the head does not have, such as
    ///     a breed for a head trained on species.
    ///   - placement: Places the boxes on the images.
    package init(
        _ annotations: BoxAnnotations, images: [String], classes: [ClassRecord], native: [ClassRecord] = [],
        placement: BoxPlacement = BoxPlacement()
    ) {
        (self.placement, unread) = (placement, annotations.skipped)
        (self.classes, self.native) = (ClassResolver(classes), ClassResolver(native))
        table = annotations.table(images: ImageResolver(images))
    }

    /// Returns the boxes of an image that name its class or no class, clipped to the image.
    package mutating func boxes(of record: ImageRecord, label: ClassID) -> [ObjectBox] {
        let all = table[record.path]
        let wanted = all.map { isOf(label, record, $0.object) }
        var place = -1
        return placement.boxes(all, of: record) { _ in
            place += 1
            return wanted[place]
        }.map(\.box)
    }

    /// Whether an object belongs to the class of the image's label.
    private mutating func isOf(
        _ label: ClassID, _ record: ImageRecord, _ object: BoxAnnotations.ObjectClass
    ) -> Bool {
        switch object {
        case .imageLabel: return true
        case .index(let index):
            if !classes.classes.indices.contains(index) { classless.add("class_index \(index)") }
            return index == label.value
        case .named(let name):
            let key = FoldedText(name)
            let (called, finer) = known[key] ?? (classes.matches(name), native.matches(name))
            known[key] = (called, finer)
            if called.isEmpty, finer.isEmpty { classless.add("“\(name)”") }
            return called.contains(label) || record.label.map(finer.contains) == true
        }
    }

    /// The number of annotations that are malformed, lie outside their image or belong to a picture of a different size.
    package var skippedCount: Int { unread.count + placement.skippedCount }

    /// What could not be used unchanged: a phrase for each kind.
    package var remarks: [String] {
        let kinds = [
            (
                table.unknown, "images with boxes that are not in the atlas",
                "boxes must name paths in the image folder, or the ends of paths"
            ),
            (
                table.ambiguous, "image names with boxes that match several images, left out",
                "use whole paths"
            ),
            (
                classless, "boxes of classes that the head lacks, left out",
                "a class is an index, a wnid, a name or a synonym"
            ),
        ]
        return kinds.filter { $0.0.count > 0 }.map { "\($1): \($0.count), the first: \($0.first); \($2)" }
            + table.conversion + placement.remarks + unread.remarks
    }
}
