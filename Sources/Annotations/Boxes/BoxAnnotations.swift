import Foundation
import ImageCollections
public import Units

/// The boxes that people drew around the objects of images.
public struct BoxAnnotations: Sendable {
    /// One object.
    public struct Annotation: Sendable, Equatable {
        public let box: ObjectBox
        /// Its class, where the file says one; nil: the image's label.
        public let className: String?
    }

    /// By the names that the annotations give images.
    package private(set) var byImage: [String: [Annotation]] = [:]
    private var images = ImagePaths([])
    /// What objects are called, in the order in which they come.
    package private(set) var names: [String] = []
    private var known: Set<String> = []
    /// Of the file's bytes; of a folder of the lines "SHA-256  path" of its files.
    package private(set) var sha256 = ""

    /// Images with boxes.
    public var count: Int { byImage.count }

    /// Reads a CSV of `image,x0,y0,x1,y1` with further columns as they please (`class` is the object's), COCO's JSON, or
    /// Pascal VOC's XML: one file, or a folder of them.
    ///
    /// - Parameter kinds: Of a CSV: the columns of which the first present is the object's class.
    /// - Throws: `AnnotationError` for what is none of these, and for boxes whose ends are the wrong way round.
    public init(path: String, kinds: [String] = ["class"]) throws {
        if FileManager.default.fileExists(atPath: path + "/.") {
            var lines = ""
            for name in try Self.files(in: path) {
                let data = try TextFile.data(path + "/" + name)
                lines += "\(SHA256.hexadecimal(of: data))  \(name)\n"
                try readVOC(data, path: path + "/" + name)
            }
            sha256 = SHA256.hexadecimal(of: lines.utf8)
        } else {
            let data = try TextFile.data(path)
            sha256 = SHA256.hexadecimal(of: data)
            switch path.split(separator: ".").last?.lowercased() {
            case "xml": try readVOC(data, path: path)
            case "json":
                for entry in try COCOAnnotations(data, path: path).list { add(entry.annotation, to: entry.image) }
            default: try readCSV(data, path: path, kinds: kinds)
            }
        }
        images = ImagePaths(byImage.keys)
        guard !byImage.isEmpty else { throw AnnotationError.file(path: path, reason: "it holds no box") }
    }

    /// Those of the image at `path`: under its path, or the end of it, in the annotations without an ending or with it.
    package func annotations(of path: String) -> [Annotation] {
        let plain = URL(fileURLWithPath: path).deletingPathExtension().relativePath
        for name in [path, plain] {
            if case .one(let found) = images.match(name) { return byImage[found] ?? [] }
        }
        return []
    }

    private mutating func add(_ annotation: Annotation, to image: String) {
        byImage[image, default: []].append(annotation)
        if let name = annotation.className, known.insert(name).inserted { names.append(name) }
    }

    /// XML files of a folder, those of its folders included.
    private static func files(in folder: String) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let files = names.filter { $0.lowercased().hasSuffix(".xml") }.sorted()
        guard !files.isEmpty else {
            throw AnnotationError.file(path: folder, reason: "no XML file of Pascal VOC's form is in it")
        }
        return files
    }

    private mutating func readVOC(_ data: Data, path: String) throws {
        let file = try VOCAnnotations(data, path: path)
        // ILSVRC's files name their image without an ending, some not at all.
        let own = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let name = file.image.isEmpty ? own : file.image
        for annotation in file.annotations { add(annotation, to: name) }
    }

    private mutating func readCSV(_ data: Data, path: String, kinds: [String]) throws {
        let table = try CSV(text: try TextFile.text(data, path: path), path: path)
        let columns = try ["image", "x0", "y0", "x1", "y1"].map { name in
            guard let column = table.column(name) else {
                throw AnnotationError.file(
                    path: path,
                    reason: "it has no column “\(name)” (its header: \(table.header.joined(separator: ",")))")
            }
            return column
        }
        let kind = kinds.compactMap(table.column).first
        for row in table.rows {
            let numbers = try columns.dropFirst().map { column in
                guard let number = Double(CSV.trimmed(row.fields[column])), number.isFinite else {
                    throw AnnotationError.line(
                        path: path, line: row.line, reason: "“\(row.fields[column])” is not a number")
                }
                return number
            }
            guard numbers[0] <= numbers[2], numbers[1] <= numbers[3] else {
                throw AnnotationError.line(
                    path: path, line: row.line, reason: "the box ends before it begins; x0 ≤ x1 and y0 ≤ y1 are needed")
            }
            add(
                Annotation(
                    box: ObjectBox(x0: numbers[0], y0: numbers[1], x1: numbers[2], y1: numbers[3]),
                    className: kind.map { CSV.trimmed(row.fields[$0]) }.flatMap { $0.isEmpty ? nil : $0 }),
                to: row.fields[columns[0]])
        }
        let boxes = byImage.values.flatMap { $0.map(\.box) }
        if !boxes.isEmpty, boxes.allSatisfy({ $0.x0 >= 0 && $0.y0 >= 0 && $0.x1 <= 1 && $0.y1 <= 1 }) {
            throw AnnotationError.file(
                path: path, reason: "all its boxes lie in 0...1; pixels of the images are needed, not fractions")
        }
    }
}
