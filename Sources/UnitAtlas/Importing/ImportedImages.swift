import Annotations
import Foundation
import ImageCollections
import Images
import Tensors
import Units

/// The images of imported maps, with paths, sizes and labels.
struct ImportedImages {
    let records: [ImageRecord]
    /// The images that are listed but not in the folder.
    let absent: Int

    init(_ request: ImportRequest, count: Int, classes: [ClassRecord], input: (width: Int, height: Int)) throws {
        let paths = try Self.paths(request, count: count)
        let labels = try Self.labels(request, paths: paths, classes: classes)
        var absent = 0
        records = try zip(paths, labels).map { path, label in
            var (width, height, entry): (Int, Int, ImageFolder.Entry?) = (input.width, input.height, nil)
            var digest: Int64?
            if let folder = request.images {
                let file = folder + "/" + path
                entry = ImageFolder.entry(file)
                if entry == nil {
                    absent += 1
                } else {
                    (width, height) = try ImageFile.dimensions(path: file)
                    digest = try SHA256.prefix(ofFile: file)
                }
            }
            return ImageRecord(
                path: path, width: width, height: height, bytes: entry?.bytes ?? 0, modified: entry?.modified ?? 0,
                digest: digest, label: label, status: .indexed)
        }
        self.absent = absent
    }

    private static func paths(_ request: ImportRequest, count: Int) throws -> [String] {
        guard let file = request.paths else {
            let digits = String(max(0, count - 1)).count
            return (0..<count).map { index in
                let number = String(index)
                return String(repeating: "0", count: digits - number.count) + number
            }
        }
        let paths = TextFile.lines(try TextFile.text(file))
        guard paths.count == count else {
            throw UnitAtlasError.list(
                path: file, .paths(found: paths.count, expected: count, maps: request.maps))
        }
        var seen: Set<ImagePath> = []
        for (index, path) in paths.enumerated() {
            guard !path.isEmpty else {
                throw UnitAtlasError.list(path: file, .emptyPath(line: index + 1))
            }
            guard seen.insert(ImagePath(path)).inserted else {
                throw UnitAtlasError.list(path: file, .repeatedPath(path, line: index + 1))
            }
        }
        return paths
    }

    private static func labels(
        _ request: ImportRequest, paths: [String], classes: [ClassRecord]
    ) throws -> [ClassID?] {
        guard let file = request.labels else { return paths.map { _ in nil } }
        guard TextFile.fileExtension(of: file) == "npy" else {
            let labels = try ImageLabels(.file(file), classes: classes, images: paths)
            return paths.map { labels.label(of: $0) }
        }
        let numbers = try NumPyFile.read(path: file)
        guard numbers.shape == [paths.count] else {
            throw UnitAtlasError.array(
                path: file, .shape(found: numbers.shape.extents, expected: "[\(paths.count)]"))
        }
        return try numbers.values.map { value in
            guard value >= 0, value == value.rounded(), value < Float(classes.count) else {
                let text = "\(value)".hasSuffix(".0") ? String("\(value)".dropLast(2)) : "\(value)"
                throw UnitAtlasError.array(path: file, .notAClassIndex(text, classes: classes.count))
            }
            return ClassID(Int(value))
        }
    }
}
