import Foundation
package import Units

/// The boxes of an atlas's images by their classes, cut to the images, and what of the annotations could not be used as it is.
package struct ImageBoxes {
    private let table: ImageTable<BoxAnnotations.Annotation>
    private let classes: ClassResolver
    private let native: ClassResolver
    /// The classes that a name of the annotations may mean, of the head and of the network.
    private var known: [FoldedText: (classes: Set<ClassID>, native: Set<ClassID>)] = [:]
    private var classless = Findings()
    private var placement: BoxPlacement
    private let unread: SkippedBoxes

    /// - Parameters:
    ///   - images: All paths of the atlas.
    ///   - classes: The head's.
    ///   - native: The network's, by which a trained head of coarser classes knows what a box is of.
    ///   - placement: How boxes come to lie on the images.
    package init(
        _ annotations: BoxAnnotations, images: [String], classes: [ClassRecord], native: [ClassRecord] = [],
        placement: BoxPlacement = BoxPlacement()
    ) {
        (self.placement, unread) = (placement, annotations.skipped)
        (self.classes, self.native) = (ClassResolver(classes), ClassResolver(native))
        table = annotations.table(images: ImageResolver(images))
    }

    /// Those of an image's class, which are those that name no class or this one, cut to the image.
    package mutating func boxes(of record: ImageRecord, label: ClassID) -> [ObjectBox] {
        let all = table[record.path]
        let wanted = all.map { isOf(label, record, $0.object) }
        var place = -1
        return placement.boxes(all, of: record) { _ in
            place += 1
            return wanted[place]
        }.map(\.box)
    }

    /// Whether an object in an image is of the class that the image is labelled with.
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

    /// How many annotations are malformed, or in coordinates of another picture.
    package var skippedCount: Int { unread.count + placement.differing.count }

    /// What could not be used as it is: a phrase for each kind.
    package var remarks: [String] {
        let kinds = [
            (
                table.unknown, "images with boxes, but not in the atlas",
                "boxes name paths in the image folder, or the ends of paths"
            ),
            (
                table.ambiguous, "images with boxes that may be any of several in the atlas, left out",
                "give whole paths"
            ),
            (
                classless, "boxes of classes that the head does not have, left out",
                "classes are indices, wnids, names or synonyms"
            ),
        ]
        return kinds.filter { $0.0.count > 0 }.map { "\($1): \($0.count), the first \($0.first); \($2)" }
            + placement.remarks + unread.remarks
    }
}
