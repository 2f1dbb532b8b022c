import ImageCollections
import Units

extension BoxReader {
    /// Reads YOLO's label files: one `.txt` for each image, a line an object of its class's number and, as fractions of the
    /// image's width and height, x and y of the centre, width and height. A line of more points is the outline of an
    /// object, whose box is read.
    ///
    /// Classes are named by `names` in a `.yaml` file, by `classes.txt` or by a `.names` file, in the folder or above it.
    ///
    /// - Throws: ``AnnotationError``: `noClassNames`, where none of these is there.
    mutating func readYOLO(_ files: [BoxFormat.BoxFile]) throws(AnnotationError) {
        let names = try YOLONames(folder: path)
        _ = try data(names.path, name: ImagePath(names.path).fileName.text)
        for file in files {
            let image = YOLOFiles.image(file.name)
            for (place, line) in TextFile.lines(try text(file.path, name: file.name)).enumerated() where !line.isEmpty {
                let fields = line.split { $0 == " " || $0 == "\t" }
                let numbers = fields.compactMap { Double($0) }
                guard let box = Self.box(numbers, of: fields.count, keypoints: names.keypoints) else {
                    skip(
                        .invalidBox,
                        .line(path: file.path, line: place + 1, .benchmarkBox("class x y width height, as fractions")))
                    continue
                }
                guard let index = Int(exactly: numbers[0]), names.list.indices.contains(index) else {
                    skip(
                        .unknownCategory,
                        .line(path: file.path, line: place + 1, .unlistedClass(String(fields[0]), names: names.path)))
                    continue
                }
                add(box, frame: .fractions, .named(names.list[index]), image: image)
            }
        }
    }

    /// The box of a line, in fractions; nil where it is none. A centre and a size end up to a rounding error beyond the
    /// image, where boxes at its edges do.
    private static func box(_ numbers: [Double], of count: Int, keypoints: Bool) -> ObjectBox? {
        guard numbers.count == count, count >= 5, numbers.dropFirst().allSatisfy(\.isFinite) else { return nil }
        let values = Array(numbers.dropFirst())
        if count == 5 || keypoints {
            guard values.prefix(4).allSatisfy({ (0...1).contains($0) }) else { return nil }
            let (x, y, width, height) = (values[0], values[1], values[2] / 2, values[3] / 2)
            return ObjectBox(corners: [x - width, y - height, x + width, y + height])
        }
        guard values.count >= 6, values.count.isMultiple(of: 2), values.allSatisfy({ (0...1).contains($0) }) else {
            return nil
        }
        return ObjectBox(around: stride(from: 0, to: values.count, by: 2).map { (values[$0], values[$0 + 1]) })
    }
}

/// Which files of a folder are YOLO's labels, and which images they are of.
enum YOLOFiles {
    private static let others: Set<String> = ["classes.txt", "train.txt", "val.txt", "valid.txt", "test.txt"]

    /// The label files among the text files of a folder: those in folders called `labels`, where there are some; nil where
    /// there are none.
    static func labels(_ files: [BoxFormat.BoxFile]) -> [BoxFormat.BoxFile]? {
        let candidates = files.filter { file in
            let name = ImagePath(file.name).fileName.text.lowercased()
            return TextFile.fileExtension(of: name) == "txt" && !others.contains(name) && !name.hasPrefix("readme")
        }
        let inLabels = candidates.filter { $0.name.split(separator: "/").dropLast().contains("labels") }
        let found = inLabels.isEmpty ? candidates : inLabels
        return found.isEmpty ? nil : found
    }

    /// The name of the image of a label file: the same path without its extension, below the folder `labels`.
    static func image(_ name: String) -> String {
        let parts = ImagePath(name).withoutExtension.text.split(separator: "/")
        let start = parts.dropLast().lastIndex(of: "labels").map { $0 + 1 } ?? 0
        return parts[start...].joined(separator: "/")
    }
}
