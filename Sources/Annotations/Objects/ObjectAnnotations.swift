import Foundation
import ImageCollections
package import Images
package import Units

/// Named objects in the images of an atlas, as masks or as boxes.
///
/// Masks are pictures with the size and the name of their images (``MaskFolder``), in one of two forms:
///
/// - one picture per image, in which the value or colour of a pixel says what it shows. `masks.csv`, in the folder or
///   next to it, gives the names (``MaskTable``);
/// - one folder per name, with one picture for each image that shows the object: everything that is not black.
///
/// In both, some pixels may count neither for nor against an object: ``ImageObjects/ignored``.
package final class ObjectAnnotations: Sendable {
    /// The names, in the order of the annotations.
    package let names: [String]
    private let places: [FoldedText: Int]
    private let source: Source
    private let path: String

    private enum Source: Sendable {
        case values(MaskFolder, MaskTable)
        /// The masks of each name.
        case folders([MaskFolder])
        case boxes(PlacedBoxes)
    }

    /// The annotations that could not be used.
    package let notes: AnnotationNotes

    /// - Parameters:
    ///   - images: All images of the atlas, to which masks and boxes are matched by name.
    ///   - folder: The image folder.
    /// - Throws: ``AnnotationError`` for annotations of any other form, and for annotations without names.
    package init(_ source: ObjectSource, images: [ImageRecord], folder: String? = nil) throws(AnnotationError) {
        path = source.path
        switch source {
        case .masks(let folder):
            (self.source, names) = try Self.masks(folder, ImageResolver(images.map(\.path)))
            notes = AnnotationNotes()
        case .boxes(let path):
            let columns = ["object", "name", "class", "part"]
            let annotations = try BoxAnnotations(path: path, nameColumns: columns)
            names = annotations.names
            guard !names.isEmpty else { throw .file(path: path, .noObjectNames(columns: columns)) }
            let boxes = PlacedBoxes(annotations, images: images, folder: folder)
            self.source = .boxes(boxes)
            notes = boxes.notes
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
            let table = try MaskTable(path: path)
            return (.values(try MaskFolder(folder, images: images), table), table.names)
        }
        let names = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).filter { name in
            !name.utf8.starts(with: ".".utf8) && files.fileExists(atPath: folder + "/" + name + "/.")
        }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !names.isEmpty else { throw .file(path: folder, .noMaskNames) }
        var masks: [MaskFolder] = []
        for name in names { masks.append(try MaskFolder(folder + "/" + name, images: images)) }
        return (.folders(masks), names)
    }

    /// Returns the index of the object that the user or a file calls `name`; nil if there is none.
    package func place(of name: String) -> Int? { places[FoldedText(name)] }

    /// Returns the index of the object that the user calls `name`.
    ///
    /// - Throws: ``AnnotationError/unknownObject(name:path:known:)``.
    package func index(of name: String) throws(AnnotationError) -> Int {
        guard let place = place(of: name) else { throw .unknownObject(name: name, path: path, known: names) }
        return place
    }

    /// Whether the image is annotated. With one folder per name, every image is.
    package func covers(_ image: String) -> Bool {
        switch source {
        case .values(let masks, _): masks.file(of: image) != nil
        case .folders: true
        case .boxes(let boxes): boxes.covers(image)
        }
    }

    /// Checks that at least one of the images has a mask or a box. If none has, the folder is the wrong one.
    ///
    /// - Throws: ``AnnotationError/nothingAnnotated(path:)``.
    package func check(_ images: [String]) throws(AnnotationError) {
        let isAnnotated = images.contains { image in
            guard case .folders(let masks) = source else { return covers(image) }
            return masks.contains { $0.file(of: image) != nil }
        }
        guard isAnnotated else { throw .nothingAnnotated(path: path) }
    }

    /// A digest that changes whenever the masks or boxes of `images` change.
    package func fingerprint(of images: [String]) -> String {
        var hash = SHA256()
        if case .values(_, let table) = source {
            let values = [table.values, table.colors].map {
                $0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            }
            hash.update(Array("\(values)".utf8))
        }
        if case .boxes(let boxes) = source {
            for image in images {
                for entry in boxes[image] {
                    hash.update(Array("\(image) \(entry.name ?? "") \(entry.box)\n".utf8))
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

    /// Returns the objects of an image as masks of the part that the network sees, `width`×`height` pixels; nil for an
    /// image that is not annotated.
    ///
    /// - Parameters:
    ///   - visible: The part that the network sees, in pixels of the image.
    ///   - imageWidth: The width of the whole image; `imageHeight` is its height.
    /// - Throws: ``AnnotationError`` for a mask that cannot be read or does not have the size of its image.
    package func objects(
        in image: String, visible: ResamplingBox, imageWidth: Int, imageHeight: Int, width: Int, height: Int
    ) throws(AnnotationError) -> ImageObjects? {
        func picture(_ masks: MaskFolder) throws(AnnotationError) -> MaskPicture? {
            try masks.picture(
                of: image, size: (imageWidth, imageHeight), visible: visible, width: width, height: height)
        }
        var found = [[Bool]?](repeating: nil, count: names.count)
        let none = [Bool](repeating: false, count: width * height)
        var ignored = none
        switch source {
        case .values(let masks, let table):
            guard let mask = try picture(masks) else { return nil }
            for (index, meaning) in try table.meanings(of: mask, path: masks.file(of: image) ?? path).enumerated() {
                switch meaning {
                case .background: continue
                case .ignored: ignored[index] = true
                case .object(let place):
                    if found[place] == nil { found[place] = none }
                    found[place]?[index] = true
                }
            }
        case .folders(let masks):
            for (place, folder) in masks.enumerated() {
                guard let mask = try picture(folder) else { continue }
                found[place] = mask.notBlack.pixels
                guard let own = mask.ignored?.pixels else { continue }
                for index in ignored.indices where own[index] { ignored[index] = true }
            }
        case .boxes(let boxes):
            guard boxes.covers(image) else { return nil }
            for entry in boxes[image] {
                guard let place = entry.name.flatMap({ self.place(of: $0) }) else { continue }
                let box = Self.cells(entry.box, visible, width: width, height: height)
                var pixels = found[place] ?? none
                found[place] = nil
                for y in box.y0..<box.y1 { for x in box.x0..<box.x1 { pixels[y * width + x] = true } }
                found[place] = pixels
            }
        }
        return ImageObjects(
            found.indices.compactMap { place in
                found[place].flatMap { pixels in
                    pixels.contains(true) ? (place, Mask(width: width, height: height, pixels: pixels)) : nil
                }
            }, ignored: ignored.contains(true) ? Mask(width: width, height: height, pixels: ignored) : nil)
    }

    /// Returns the pixels that a box covers, of the `width`×`height` pixels that make up `visible`.
    private static func cells(_ box: ObjectBox, _ visible: ResamplingBox, width: Int, height: Int) -> BoundingBox {
        let (scaleX, scaleY) = (
            Double(width) / (visible.x1 - visible.x0), Double(height) / (visible.y1 - visible.y0)
        )
        return ObjectBox(
            x0: (box.x0 - visible.x0) * scaleX, y0: (box.y0 - visible.y0) * scaleY, x1: (box.x1 - visible.x0) * scaleX,
            y1: (box.y1 - visible.y0) * scaleY
        ).pixels(width: width, height: height)
    }
}
