@testable import Annotations
import TestSupport
import Units

/// Files with boxes, and the images of an atlas that they are read for.
struct BoxCase: Sendable {
    /// The images of the atlas: 100×80, 64×64 and, twice under one file name, 10×10 pixels.
    static let images = [
        image("a.png", 100, 80), image("b.jpg", 64, 64), image("cats/1.png", 10, 10), image("dogs/1.png", 10, 10),
    ]

    static func image(_ path: String, _ width: Int, _ height: Int) -> ImageRecord {
        ImageRecord(
            path: path, width: width, height: height, bytes: 1, modified: 1, label: nil, status: .indexed)
    }

    /// By their names.
    var files: [String: String]
    /// What is given: a file or a folder.
    var path: String
    var images = BoxCase.images
    var turn: ImageTurn?

    /// For each image with boxes its objects, `class left,upper,right,lower`, and what was skipped.
    func read(in folder: TemporaryFolder) throws -> String {
        for (name, text) in files { try folder.write(text, to: name) }
        let boxes = try BoxAnnotations(path: folder.file(path))
        let table = boxes.table(images: ImageResolver(images.map(\.path)))
        var placement = BoxPlacement { [turn] _ in turn }
        var parts = images.compactMap { record -> String? in
            let found = placement.boxes(table[record.path], of: record)
            return found.isEmpty
                ? nil
                : record.path + " " + found.map { Self.text($0.box, $0.annotation.object) }.joined(separator: "; ")
        }
        for reason in SkippedBoxes.Reason.allCases {
            let count = boxes.skipped.count(reason) + placement.differing.count(reason)
            if count > 0 { parts.append("\(reason) \(count)") }
        }
        let outside = placement.skippedCount - placement.differing.count
        if outside > 0 { parts.append("outside \(outside)") }
        if table.converted.count > 0 { parts.append("converted \(table.converted.count)") }
        if table.unknown.count > 0 { parts.append("not in the atlas \(table.unknown.count)") }
        if table.ambiguous.count > 0 { parts.append("ambiguous \(table.ambiguous.count)") }
        return parts.joined(separator: " | ")
    }

    private static func text(_ box: ObjectBox, _ object: BoxAnnotations.ObjectClass) -> String {
        let name =
            switch object {
            case .imageLabel(let name): "label" + (name.map { "(\($0))" } ?? "")
            case .named(let name): name
            case .index(let index): "#\(index)"
            }
        func number(_ value: Double) -> String {
            let rounded = (value * 1000).rounded() / 1000
            return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
        }
        return name + " " + [box.x0, box.y0, box.x1, box.y1].map(number).joined(separator: ",")
    }
}

extension InputCase {
    static func boxes(
        _ section: String, _ form: String, _ name: String, _ files: [String: String], _ path: String,
        turn: ImageTurn? = nil, as value: String
    ) -> InputCase {
        reads(form, name, in: section, as: value) {
            try BoxCase(files: files, path: path, turn: turn).read(in: $0)
        }
    }

    static func boxes(
        _ section: String, _ form: String, _ name: String, _ files: [String: String], _ path: String,
        refused error: @escaping @Sendable (TemporaryFolder) -> AnnotationError
    ) -> InputCase {
        refuses(form, name, in: section, with: error) { try BoxCase(files: files, path: path).read(in: $0) }
    }
}
