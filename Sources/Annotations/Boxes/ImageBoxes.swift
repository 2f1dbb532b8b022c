import Foundation
package import Units

/// The boxes of an atlas's images, cut to them, and what of the annotations could not be used as it is.
package struct ImageBoxes {
    private let table: ImageTable<BoxAnnotations.Annotation>
    private let classes: ClassResolver
    private let native: ClassResolver
    /// The classes that a name of the annotations may mean, of the head and of the network.
    private var known: [FoldedText: (classes: Set<ClassID>, native: Set<ClassID>)] = [:]
    private var classless = Findings()
    private var cut = Findings()
    private var outside = Findings()

    /// Boxes that end no further than this from their image are rounded, not wrong.
    private static let tolerance = 1.0

    /// - Parameters:
    ///   - images: All paths of the atlas.
    ///   - classes: The head's.
    ///   - native: The network's, by which a trained head of coarser classes knows what a box is of.
    package init(_ annotations: BoxAnnotations, images: [String], classes: [ClassRecord], native: [ClassRecord] = []) {
        (self.classes, self.native) = (ClassResolver(classes), ClassResolver(native))
        table = annotations.table(images: ImageResolver(images))
    }

    /// Those of an image's class, which are those that name no class or this one, cut to the image.
    package mutating func boxes(of record: ImageRecord, label: ClassID) -> [ObjectBox] {
        var result: [ObjectBox] = []
        for annotation in table[record.path] {
            if let name = annotation.className {
                let key = FoldedText(name)
                let (called, finer) = known[key] ?? (classes.matches(name), native.matches(name))
                known[key] = (called, finer)
                if called.isEmpty, finer.isEmpty { classless.add("“\(name)”") }
                guard called.contains(label) || record.label.map(finer.contains) == true else { continue }
            }
            let box = annotation.box
            let inside = box.cut(width: Double(record.width), height: Double(record.height))
            let beyond = max(
                inside.x0 - box.x0, inside.y0 - box.y0, box.x1 - inside.x1, box.y1 - inside.y1)
            func example() -> String {
                func number(_ value: Double) -> String { String(format: "%.10g", value) }
                let ends = [box.x0, box.y0, box.x1, box.y1].map(number).joined(separator: ",")
                return "\(record.path) has \(record.width)×\(record.height) pixels, the box is \(ends)"
            }
            guard inside.width > 0, inside.height > 0 else {
                outside.add(example())
                continue
            }
            if beyond > Self.tolerance { cut.add(example()) }
            result.append(inside)
        }
        return result
    }

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
            (cut, "boxes beyond their image, cut to it", "boxes are in pixels of the images as they were indexed"),
            (
                outside, "boxes without a pixel of their image, left out",
                "boxes are in pixels of the images as they were indexed"
            ),
        ]
        return kinds.filter { $0.0.count > 0 }.map { "\($1): \($0.count), the first \($0.first); \($2)" }
    }
}
