import Foundation
import ImageCollections
import Units

/// Collects the boxes of one file or folder. Extensions read the formats.
struct BoxReader {
    /// The path of the file or folder, as given.
    let path: String
    private(set) var entries: [BoxAnnotations.Entry] = []
    private(set) var names: [String] = []
    private(set) var skipped = SkippedBoxes()
    private var known: Set<FoldedText> = []
    private var digests: [(name: String, sha256: String)] = []

    init(path: String) { self.path = path }

    /// Returns the bytes of a file that is part of the annotations, and adds them to the digest.
    ///
    /// - Parameter name: The path relative to the folder.
    mutating func data(_ path: String, name: String = "") throws(AnnotationError) -> Data {
        let data = try AnnotationFile.data(path)
        digests.append((name, SHA256.hexadecimal(of: data)))
        return data
    }

    /// Returns the text of a file that is part of the annotations, and adds it to the digest.
    mutating func text(_ path: String, name: String = "") throws(AnnotationError) -> String {
        try AnnotationFile.text(of: data(path, name: name), path: path)
    }

    /// The digest of all files read.
    var sha256: String {
        if digests.count == 1, digests[0].name.isEmpty { return digests[0].sha256 }
        return SHA256.hexadecimal(of: digests.map { "\($0.sha256)  \($0.name)\n" }.joined().utf8)
    }

    /// Adds a box of an image.
    mutating func add(
        _ box: ObjectBox, frame: BoxFrame = .image, _ object: BoxAnnotations.ObjectClass, image: String,
        alternative: String? = nil
    ) {
        entries.append(
            .init(
                image: image, alternative: alternative,
                value: .init(box: box, frame: frame, object: object)))
        if let name = object.name, known.insert(FoldedText(name)).inserted { names.append(name) }
    }

    /// Whether all boxes are fractions of their images although their form uses pixels.
    var holdsFractions: Bool {
        entries.allSatisfy { entry in
            let box = entry.value.box
            return entry.value.frame != .fractions && box.x0 >= 0 && box.y0 >= 0 && box.x1 <= 1 && box.y1 <= 1
        }
    }

    /// Counts an annotation that is left out.
    mutating func skip(_ reason: SkippedBoxes.Reason, _ error: AnnotationError) { skipped.add(reason, error) }
}

extension ObjectBox {
    /// The box between two corners; nil if an edge is not finite or the box ends before it begins.
    init?(corners ends: [Double]) {
        guard ends.count == 4, ends.allSatisfy(\.isFinite), ends[0] <= ends[2], ends[1] <= ends[3] else { return nil }
        self.init(x0: ends[0], y0: ends[1], x1: ends[2], y1: ends[3])
    }

    /// The box of a corner, a width and a height.
    init?(origin values: [Double]) {
        guard values.count == 4 else { return nil }
        self.init(corners: [values[0], values[1], values[0] + values[2], values[1] + values[3]])
    }

    /// The box of pixels counted from `first`, with both ends inside: 1 for Pascal VOC, 0 for others.
    init?(pixels ends: [Double], countedFrom first: Double) {
        guard let box = ObjectBox(corners: ends) else { return nil }
        func start(_ value: Double) -> Double { max(0, value - first) }
        self.init(
            x0: start(box.x0), y0: start(box.y0), x1: max(box.x1 - first + 1, start(box.x0)),
            y1: max(box.y1 - first + 1, start(box.y0)))
    }

    /// The smallest box around points; nil if there are none.
    init?(around points: [(x: Double, y: Double)]) {
        guard let first = points.first else { return nil }
        var ends = [first.x, first.y, first.x, first.y]
        for point in points {
            ends = [min(ends[0], point.x), min(ends[1], point.y), max(ends[2], point.x), max(ends[3], point.y)]
        }
        self.init(corners: ends)
    }
}
