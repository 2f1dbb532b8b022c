import Foundation
package import Units

/// The boxes of an atlas's images, cut to them, and what of the annotations could not be used as it is.
package struct ImageBoxes {
    private var byPath: [String: [BoxAnnotations.Annotation]] = [:]
    /// By index, wnid, name and synonym, in small letters; several classes may have one name.
    private var classes: [String: Set<ClassID>] = [:]
    private var native: [String: Set<ClassID>] = [:]
    private var unknown = Findings()
    private var ambiguous = Findings()
    private var classless = Findings()
    private var cut = Findings()
    private var outside = Findings()

    /// How often something was found, and the first time.
    private struct Findings {
        var count = 0
        var first = ""

        mutating func add(_ example: @autoclosure () -> String) {
            if count == 0 { first = example() }
            count += 1
        }
    }

    /// Boxes that end no further than this from their image are rounded, not wrong.
    private static let tolerance = 1.0

    /// - Parameters:
    ///   - images: All paths of the atlas.
    ///   - classes: The head's.
    ///   - native: The network's, by which a trained head of coarser classes knows what a box is of.
    package init(_ annotations: BoxAnnotations, images: [String], classes: [ClassRecord], native: [ClassRecord] = []) {
        (self.classes, self.native) = (Self.named(classes), Self.named(native))
        let paths = ImagePaths(images)
        for (name, list) in annotations.byImage.sorted(by: { $0.key < $1.key }) {
            switch paths.match(name) {
            case .one(let path): byPath[path, default: []] += list
            case .none: unknown.add("“\(name)”")
            case .several(let found): ambiguous.add("“\(name)” (\(found.prefix(3).joined(separator: ", ")))")
            }
        }
    }

    /// Those of an image's class, which are those that name no class or this one, cut to the image.
    package mutating func boxes(of record: ImageRecord, label: ClassID) -> [ObjectBox] {
        var result: [ObjectBox] = []
        for annotation in byPath[record.path] ?? [] {
            if let name = annotation.className {
                let key = Self.key(name)
                let (called, finer) = (classes[key] ?? [], native[key] ?? [])
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

    private static func named(_ classes: [ClassRecord]) -> [String: Set<ClassID>] {
        var result: [String: Set<ClassID>] = [:]
        for record in classes {
            let synonyms = record.name.split(separator: ",").map(String.init)
            for name in [record.id.description, record.wnid ?? record.name, record.name] + synonyms {
                result[key(name), default: []].insert(record.id)
            }
        }
        return result
    }

    private static func key(_ name: String) -> String { CSV.trimmed(name).lowercased() }

    /// What could not be used as it is: a phrase for each kind.
    package var remarks: [String] {
        let kinds = [
            (
                unknown, "images with boxes, but not in the atlas",
                "boxes name paths in the image folder, or the ends of paths"
            ),
            (ambiguous, "images with boxes that may be any of several in the atlas, left out", "give whole paths"),
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
