import Foundation
import ImageCollections
package import Images
package import Units

/// Named objects in images, to the pixel or as boxes.
///
/// Masks are pictures of their images' size and name (`street/a.jpg` has `street/a.png`), in one of two forms:
///
/// - one picture an image, in which a pixel's grey value says what is seen there; `masks.csv` in the folder, or beside it,
///   has columns `value,name`. What it calls `background` is nothing, and so is a value that it does not have;
/// - a folder for each name, with a picture for each image that shows it: what is not black is the object.
public final class ObjectAnnotations: Sendable {
    /// In their order.
    public let names: [String]
    private let source: Source

    private enum Source: Sendable {
        /// For each grey value the place of its name.
        case values(folder: String, [Int?])
        case folders(String)
        case boxes(BoxAnnotations, [String: Int])
    }

    /// - Throws: `AnnotationError` for what has none of these forms, and where nothing is named.
    public init(_ source: ObjectSource) throws {
        switch source {
        case .masks(let folder): (self.source, names) = try Self.masks(folder)
        case .boxes(let path):
            let boxes = try BoxAnnotations(path: path, kinds: ["object", "name", "class", "part"])
            names = boxes.names
            guard !names.isEmpty else {
                throw AnnotationError.file(
                    path: path,
                    reason: "its boxes have no names; a column “object”, “name”, “class” or “part” gives them")
            }
            self.source = .boxes(boxes, Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) }))
        }
    }

    private static func masks(_ folder: String) throws -> (Source, [String]) {
        guard FileManager.default.fileExists(atPath: folder + "/.") else {
            throw AnnotationError.file(path: folder, reason: "there is no such folder of masks")
        }
        let beside = URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent().path
        if let path = [folder, beside].map({ $0 + "/masks.csv" }).first(where: FileManager.default.fileExists) {
            let table = try CSV(text: try TextFile.text(path), path: path)
            guard let value = table.column("value"), let name = table.column("name") else {
                throw AnnotationError.file(
                    path: path,
                    reason:
                        "it has not the columns “value” and “name” (its header: \(table.header.joined(separator: ",")))"
                )
            }
            var (places, names) = ([Int?](repeating: nil, count: 256), [String]())
            for row in table.rows {
                let text = CSV.trimmed(row.fields[name])
                guard let number = Int(CSV.trimmed(row.fields[value])), (0...255).contains(number) else {
                    throw AnnotationError.line(
                        path: path, line: row.line, reason: "“\(row.fields[value])” is no grey value of 0 to 255")
                }
                if text.isEmpty || text == "background" { continue }
                if !names.contains(text) { names.append(text) }
                places[number] = names.firstIndex(of: text)
            }
            guard !names.isEmpty else { throw AnnotationError.file(path: path, reason: "it names nothing") }
            return (.values(folder: folder, places), names)
        }
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let names = entries.filter { name in
            !name.hasPrefix(".") && FileManager.default.fileExists(atPath: folder + "/" + name + "/.")
        }.sorted()
        guard !names.isEmpty else {
            throw AnnotationError.file(
                path: folder,
                reason:
                    "there is no “masks.csv” (value,name) in it or beside it that says what its masks' values mean, and"
                    + " no folder for each name")
        }
        return (.folders(folder), names)
    }

    /// The place of the name that a user gives, without regard to case.
    public func index(of name: String, path: String) throws(AnnotationError) -> Int {
        if let found = names.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return found }
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
        throw .request("\(path) has no object called “\(name)”: it has \(shown).")
    }

    /// Whether anybody annotated the image; with a folder for each name every image is.
    package func covers(_ image: String) -> Bool {
        switch source {
        case .values(let folder, _): MaskPicture.file(of: image, in: folder) != nil
        case .folders: true
        case .boxes(let boxes, _): !boxes.annotations(of: image).isEmpty
        }
    }

    /// Sees that one of the images at least has a mask or a box: where none has, a wrong folder was given.
    ///
    /// - Parameter path: Of the masks or boxes.
    package func check(_ images: [String], of atlas: String, path: String) throws(AnnotationError) {
        let isAnnotated = images.contains { image in
            guard case .folders = source else { return covers(image) }
            return !files(of: image).isEmpty
        }
        guard isAnnotated else {
            throw .request(
                "No image of \(atlas) has objects in \(path): masks are named as their images, with .png for an ending."
            )
        }
    }

    /// What changes when the masks or boxes of `images` do.
    package func fingerprint(of images: [String]) -> String {
        var hash = SHA256()
        if case .values(_, let places) = source { hash.update(Array("\(places)".utf8)) }
        if case .boxes(let boxes, _) = source {
            for image in images {
                for entry in boxes.annotations(of: image) {
                    hash.update(Array("\(image) \(entry.className ?? "") \(entry.box)\n".utf8))
                }
            }
        }
        for file in images.flatMap({ files(of: $0) }) {
            let facts = try? FileManager.default.attributesOfItem(atPath: file)
            let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            let size = (facts?[.size] as? NSNumber)?.int64Value ?? 0
            hash.update(Array("\(file) \(size) \(changed)\n".utf8))
        }
        return hash.hexadecimal()
    }

    /// The masks of an image.
    private func files(of image: String) -> [String] {
        switch source {
        case .values(let folder, _): [folder].compactMap { MaskPicture.file(of: image, in: $0) }
        case .folders(let folder): names.compactMap { MaskPicture.file(of: image, in: folder + "/" + $0) }
        case .boxes: []
        }
    }

    /// The objects of an image as masks of what the network sees, `width`×`height` pixels; nil for an image that nobody
    /// annotated.
    ///
    /// - Parameters:
    ///   - visible: What is seen, in pixels of the image.
    ///   - imageWidth: Of the whole image, and its height.
    package func objects(
        in image: String, visible: ResamplingBox, imageWidth: Int, imageHeight: Int, width: Int, height: Int
    ) throws(AnnotationError) -> [(name: Int, mask: Mask)]? {
        func picture(_ path: String) throws(AnnotationError) -> Raster {
            try MaskPicture.read(
                path, image: (imageWidth, imageHeight), visible: visible, width: width, height: height)
        }
        switch source {
        case .values(let folder, let places):
            guard let path = MaskPicture.file(of: image, in: folder) else { return nil }
            let raster = try picture(path)
            var found = [[Bool]?](repeating: nil, count: names.count)
            for index in 0..<width * height {
                guard let place = places[Int(raster.pixels[3 * index])] else { continue }
                if found[place] == nil { found[place] = [Bool](repeating: false, count: width * height) }
                found[place]?[index] = true
            }
            return found.indices.compactMap { place in
                found[place].map { (place, Mask(width: width, height: height, pixels: $0)) }
            }
        case .folders(let folder):
            var result: [(name: Int, mask: Mask)] = []
            for (place, name) in names.enumerated() {
                guard let path = MaskPicture.file(of: image, in: folder + "/" + name) else { continue }
                let mask = Mask(notBlackIn: try picture(path))
                if mask.pixels.contains(true) { result.append((place, mask)) }
            }
            return result
        case .boxes(let boxes, let places):
            let list = boxes.annotations(of: image)
            if list.isEmpty { return nil }
            let (scaleX, scaleY) = (
                Double(width) / (visible.x1 - visible.x0), Double(height) / (visible.y1 - visible.y0)
            )
            var found = [[Bool]?](repeating: nil, count: names.count)
            for annotation in list {
                guard let place = annotation.className.flatMap({ places[$0] }) else { continue }
                func cut(_ value: Double, _ start: Double, _ scale: Double, _ end: Int) -> Int {
                    min(max(0, Int(((value - start) * scale).rounded())), end)
                }
                let box = annotation.box
                var pixels = found[place] ?? [Bool](repeating: false, count: width * height)
                found[place] = nil
                let (x0, x1) = (cut(box.x0, visible.x0, scaleX, width), cut(box.x1, visible.x0, scaleX, width))
                for y in cut(box.y0, visible.y0, scaleY, height)..<cut(box.y1, visible.y0, scaleY, height) {
                    for x in x0..<max(x0, x1) { pixels[y * width + x] = true }
                }
                found[place] = pixels
            }
            return found.indices.compactMap { place in
                found[place].flatMap {
                    $0.contains(true) ? (place, Mask(width: width, height: height, pixels: $0)) : nil
                }
            }
        }
    }
}
