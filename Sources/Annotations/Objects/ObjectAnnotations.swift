import Foundation
import ImageCollections
package import Images
package import Units

/// Named objects in the images of an atlas, to the pixel or as boxes.
///
/// Masks are pictures of their images' size and name (``MaskFolder``), in one of two forms:
///
/// - one picture an image, in which a pixel's grey value says what is seen there; `masks.csv` in the folder, or beside it,
///   has columns `value,name`. What it calls `background` is nothing, and so is a value that it does not have;
/// - a folder for each name, with a picture for each image that shows it: what is not black is the object.
package final class ObjectAnnotations: Sendable {
    /// In their order.
    package let names: [String]
    private let places: [FoldedText: Int]
    private let source: Source
    private let path: String

    private enum Source: Sendable {
        /// For each grey value the place of its name.
        case values(MaskFolder, [Int?])
        /// For each name its masks.
        case folders([MaskFolder])
        case boxes(ImageTable<BoxAnnotations.Annotation>)
    }

    /// - Parameter images: The paths of all images of the atlas, which names of masks and boxes are looked up in.
    /// - Throws: ``AnnotationError`` for what has none of these forms, and where nothing is named.
    package init(_ source: ObjectSource, images: [String]) throws(AnnotationError) {
        path = source.path
        let resolver = ImageResolver(images)
        switch source {
        case .masks(let folder): (self.source, names) = try Self.masks(folder, resolver)
        case .boxes(let path):
            let columns = ["object", "name", "class", "part"]
            let boxes = try BoxAnnotations(path: path, nameColumns: columns)
            names = boxes.names
            guard !names.isEmpty else { throw .file(path: path, .noObjectNames(columns: columns)) }
            self.source = .boxes(boxes.table(images: resolver))
        }
        places = Self.places(names)
    }

    private static func places(_ names: [String]) -> [FoldedText: Int] {
        Dictionary(names.enumerated().map { (FoldedText($1), $0) }) { first, _ in first }
    }

    private static func masks(
        _ folder: String, _ images: ImageResolver
    ) throws(AnnotationError) -> (Source, [String]) {
        let files = FileManager.default
        guard files.fileExists(atPath: folder + "/.") else { throw .file(path: folder, .noMaskFolder) }
        let beside = URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent().path
        if let path = [folder, beside].map({ $0 + "/masks.csv" }).first(where: { files.fileExists(atPath: $0) }) {
            let (values, names) = try greyValues(path)
            return (.values(try MaskFolder(folder, images: images), values), names)
        }
        let names = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).filter { name in
            !name.utf8.starts(with: ".".utf8) && files.fileExists(atPath: folder + "/" + name + "/.")
        }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !names.isEmpty else { throw .file(path: folder, .noMaskNames) }
        var masks: [MaskFolder] = []
        for name in names { masks.append(try MaskFolder(folder + "/" + name, images: images)) }
        return (.folders(masks), names)
    }

    /// The names that a table gives grey values, and for each grey value the place of its name.
    private static func greyValues(_ path: String) throws(AnnotationError) -> ([Int?], [String]) {
        let table = try CSV(path: path)
        let columns = try table.columns(["value", "name"])
        var (values, names, places) = ([Int?](repeating: nil, count: 256), [String](), [FoldedText: Int]())
        for row in table.rows {
            guard let value = Int(row[columns[0]]), (0...255).contains(value) else {
                throw table.failure(row, .notAGreyValue(row[columns[0]]))
            }
            let name = row[columns[1]]
            let key = FoldedText(name)
            if key.isEmpty || key == FoldedText("background") { continue }
            if places[key] == nil {
                places[key] = names.count
                names.append(name)
            }
            values[value] = places[key]
        }
        guard !names.isEmpty else { throw .file(path: path, .noRows) }
        return (values, names)
    }

    /// The place of the object that a person or a file calls `name`; nil where there is none.
    package func place(of name: String) -> Int? { places[FoldedText(name)] }

    /// The place of the object that a person calls `name`.
    ///
    /// - Throws: ``AnnotationError/unknownObject(name:path:known:)``.
    package func index(of name: String) throws(AnnotationError) -> Int {
        guard let place = place(of: name) else { throw .unknownObject(name: name, path: path, known: names) }
        return place
    }

    /// Whether anybody annotated the image; with a folder for each name every image is.
    package func covers(_ image: String) -> Bool {
        switch source {
        case .values(let masks, _): masks.file(of: image) != nil
        case .folders: true
        case .boxes(let boxes): !boxes[image].isEmpty
        }
    }

    /// Checks that one of the images at least has a mask or a box: where none has, a wrong folder was given.
    ///
    /// - Throws: ``AnnotationError/nothingAnnotated(path:)``.
    package func check(_ images: [String]) throws(AnnotationError) {
        let isAnnotated = images.contains { image in
            guard case .folders(let masks) = source else { return covers(image) }
            return masks.contains { $0.file(of: image) != nil }
        }
        guard isAnnotated else { throw .nothingAnnotated(path: path) }
    }

    /// A digest that changes when the masks or boxes of `images` do.
    package func fingerprint(of images: [String]) -> String {
        var hash = SHA256()
        if case .values(_, let values) = source { hash.update(Array("\(values)".utf8)) }
        if case .boxes(let boxes) = source {
            for image in images {
                for entry in boxes[image] {
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
        case .values(let masks, _): [masks.file(of: image)].compactMap { $0 }
        case .folders(let masks): masks.compactMap { $0.file(of: image) }
        case .boxes: []
        }
    }

    /// The objects of an image as masks of what the network sees, `width`×`height` pixels; nil for an image that nobody
    /// annotated.
    ///
    /// - Parameters:
    ///   - visible: What is seen, in pixels of the image.
    ///   - imageWidth: Of the whole image, and its height.
    /// - Throws: ``AnnotationError`` for a mask that cannot be read or is not of its image's size.
    package func objects(
        in image: String, visible: ResamplingBox, imageWidth: Int, imageHeight: Int, width: Int, height: Int
    ) throws(AnnotationError) -> [(name: Int, mask: Mask)]? {
        func picture(_ masks: MaskFolder) throws(AnnotationError) -> Raster? {
            try masks.picture(
                of: image, size: (imageWidth, imageHeight), visible: visible, width: width, height: height)
        }
        var found = [[Bool]?](repeating: nil, count: names.count)
        let none = [Bool](repeating: false, count: width * height)
        switch source {
        case .values(let masks, let values):
            guard let raster = try picture(masks) else { return nil }
            for index in 0..<width * height {
                guard let place = values[Int(raster.pixels[3 * index])] else { continue }
                if found[place] == nil { found[place] = none }
                found[place]?[index] = true
            }
        case .folders(let masks):
            for (place, folder) in masks.enumerated() {
                found[place] = try picture(folder).map { Mask(notBlackIn: $0).pixels }
            }
        case .boxes(let boxes):
            let list = boxes[image]
            if list.isEmpty { return nil }
            for annotation in list {
                guard let place = annotation.className.flatMap({ self.place(of: $0) }) else { continue }
                let box = Self.cells(annotation.box, visible, width: width, height: height)
                var pixels = found[place] ?? none
                found[place] = nil
                for y in box.y { for x in box.x { pixels[y * width + x] = true } }
                found[place] = pixels
            }
        }
        return found.indices.compactMap { place in
            found[place].flatMap { pixels in
                pixels.contains(true) ? (place, Mask(width: width, height: height, pixels: pixels)) : nil
            }
        }
    }

    /// The pixels of `width`×`height` that make up `visible` that a box covers.
    private static func cells(
        _ box: ObjectBox, _ visible: ResamplingBox, width: Int, height: Int
    ) -> (x: Range<Int>, y: Range<Int>) {
        func cut(_ value: Double, _ start: Double, _ scale: Double, _ end: Int) -> Int {
            Int(min(max(0, ((value - start) * scale).rounded()), Double(end)))
        }
        let (scaleX, scaleY) = (
            Double(width) / (visible.x1 - visible.x0), Double(height) / (visible.y1 - visible.y0)
        )
        let (x0, x1) = (cut(box.x0, visible.x0, scaleX, width), cut(box.x1, visible.x0, scaleX, width))
        let (y0, y1) = (cut(box.y0, visible.y0, scaleY, height), cut(box.y1, visible.y0, scaleY, height))
        return (x0..<max(x0, x1), y0..<max(y0, y1))
    }
}
