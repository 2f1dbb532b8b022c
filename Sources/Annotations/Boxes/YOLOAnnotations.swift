import ImageCollections
import Units

extension BoxReader {
    /// Reads YOLO label files: one `.txt` per image, with one line per object: the class number, then the x and y of
    /// the centre, the width and the height, as fractions of the image's width and height. A line with more points is
    /// the outline of an object; its box is read.
    ///
    /// The class names come from `names` in a `.yaml` file, from `classes.txt` or from a `.names` file, in the folder,
    /// above it, or next to the label files.
    ///
    /// - Throws: ``AnnotationError``: `noClassNames`, if there is no such file.
    mutating func readYOLO(_ files: [BoxFormat.BoxFile]) throws(AnnotationError) {
        let names = try YOLONames(folder: path, labels: files)
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

    /// Returns the box of a line, in fractions; nil if the line is not a label. A box at the edge of the image may
    /// extend beyond it by a rounding error.
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

/// Finds the YOLO label files of a folder and the images they belong to.
enum YOLOFiles {
    private static let others: Set<String> = ["classes.txt", "train.txt", "val.txt", "valid.txt", "test.txt"]

    /// Returns the label files among the text files of a folder: only those in folders named `labels`, if there are
    /// any; nil if there are no label files.
    static func labels(_ files: [BoxFormat.BoxFile]) -> [BoxFormat.BoxFile]? {
        let candidates = files.filter { file in
            let name = ImagePath(file.name).fileName.text.lowercased()
            return TextFile.fileExtension(of: name) == "txt" && !others.contains(name) && !name.hasPrefix("readme")
        }
        let inLabels = candidates.filter { $0.name.split(separator: "/").dropLast().contains("labels") }
        let found = inLabels.isEmpty ? candidates : inLabels
        return found.isEmpty ? nil : found
    }

    /// Returns the name of the image of a label file: the path below the folder `labels`, without the extension.
    static func image(_ name: String) -> String {
        let parts = ImagePath(name).withoutExtension.text.split(separator: "/")
        let start = parts.dropLast().lastIndex(of: "labels").map { $0 + 1 } ?? 0
        return parts[start...].joined(separator: "/")
    }
}
