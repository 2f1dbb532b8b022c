import Foundation
public import Units

/// The boxes that people drew around the objects of images.
public struct BoxAnnotations: Sendable {
    /// One object.
    public struct Annotation: Sendable, Equatable {
        public let box: ObjectBox
        /// Its class, where the file says one; nil: the image's label.
        public let className: String?
    }

    private var byPath: [String: [Annotation]] = [:]
    private var paths: [String: Set<String>] = [:]
    /// What objects are called, in the order in which they come.
    private(set) var names: [String] = []
    private var known: Set<String> = []

    /// Images with boxes.
    public var count: Int { byPath.count }

    /// Reads a CSV of `image,x0,y0,x1,y1` with further columns as they please (`class` is the object's), COCO's JSON, or
    /// Pascal VOC's XML: one file, or a folder of them.
    ///
    /// - Parameter kinds: Of a CSV: the columns of which the first present is the object's class.
    /// - Throws: `UnitAtlasError` for what is none of these, and for boxes whose ends are the wrong way round.
    public init(path: String, kinds: [String] = ["class"]) throws {
        if FileManager.default.fileExists(atPath: path + "/.") {
            for name in try Self.files(in: path) { try readVOC(path + "/" + name) }
        } else if path.lowercased().hasSuffix(".xml") {
            try readVOC(path)
        } else if path.lowercased().hasSuffix(".json") {
            for entry in try COCOAnnotations(try TextFile.data(path), path: path).list {
                add(entry.annotation, to: entry.image)
            }
        } else {
            try readCSV(try TextFile.text(path), path: path, kinds: kinds)
        }
        guard !byPath.isEmpty else { throw UnitAtlasError.file(path: path, reason: "it holds no box") }
    }

    /// Those of the image at `path`, relative to the image folder. A file's name alone will do where only one image of
    /// the annotations is called so.
    public func annotations(of path: String) -> [Annotation] {
        for name in [path, Self.withoutEnding(path)] {
            if let found = found(name) { return found }
        }
        return []
    }

    private func found(_ path: String) -> [Annotation]? {
        if let found = byPath[path] { return found }
        guard let known = paths[Self.fileName(path)], known.count == 1, let only = known.first else { return nil }
        return byPath[only]
    }

    mutating func add(_ annotation: Annotation, to image: String) {
        byPath[image, default: []].append(annotation)
        if let name = annotation.className, known.insert(name).inserted { names.append(name) }
        paths[Self.fileName(image), default: []].insert(image)
    }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func withoutEnding(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
        return String(path[..<dot])
    }

    /// XML files of a folder, those of its folders included.
    private static func files(in folder: String) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let files = names.filter { $0.lowercased().hasSuffix(".xml") }.sorted()
        guard !files.isEmpty else {
            throw UnitAtlasError.file(path: folder, reason: "no XML file of Pascal VOC's form is in it")
        }
        return files
    }

    private mutating func readVOC(_ path: String) throws {
        let file = try VOCAnnotations(try TextFile.data(path), path: path)
        // ILSVRC's files name their image without an ending, some not at all.
        let name = file.image.isEmpty ? Self.withoutEnding(Self.fileName(path)) : file.image
        for annotation in file.annotations { add(annotation, to: name) }
    }

    private mutating func readCSV(_ text: String, path: String, kinds: [String]) throws {
        let table = try CSV(text: text, path: path)
        let columns = try ["image", "x0", "y0", "x1", "y1"].map { name in
            guard let column = table.column(name) else {
                throw UnitAtlasError.file(
                    path: path,
                    reason: "it has no column “\(name)” (its header: \(table.header.joined(separator: ",")))")
            }
            return column
        }
        let kind = kinds.compactMap(table.column).first
        for row in table.rows {
            let numbers = try columns.dropFirst().map { column in
                guard let number = Double(CSV.trimmed(row.fields[column])), number.isFinite else {
                    throw UnitAtlasError.line(
                        path: path, line: row.line, reason: "“\(row.fields[column])” is not a number")
                }
                return number
            }
            guard numbers[0] <= numbers[2], numbers[1] <= numbers[3] else {
                throw UnitAtlasError.line(
                    path: path, line: row.line, reason: "the box ends before it begins; x0 ≤ x1 and y0 ≤ y1 are needed")
            }
            add(
                Annotation(
                    box: ObjectBox(x0: numbers[0], y0: numbers[1], x1: numbers[2], y1: numbers[3]),
                    className: kind.map { CSV.trimmed(row.fields[$0]) }.flatMap { $0.isEmpty ? nil : $0 }),
                to: row.fields[columns[0]])
        }
    }
}
