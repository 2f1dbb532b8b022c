import Foundation
import ImageCollections
package import Units

/// Annotated boxes around the objects of images.
package struct BoxAnnotations: Sendable {
    /// One object.
    package struct Annotation: Sendable, Equatable {
        /// The box, in the coordinates of ``frame``.
        package let box: ObjectBox
        package let frame: BoxFrame
        package let object: ObjectClass

        init(box: ObjectBox, frame: BoxFrame = .image, object: ObjectClass) {
            (self.box, self.frame, self.object) = (box, frame, object)
        }

        /// A box in pixels of its image. Without a name, its object belongs to the class of the image's label.
        init(box: ObjectBox, className: String?) {
            self.init(box: box, object: className.map { .named($0) } ?? .imageLabel(name: nil))
        }

        /// The name of the object; nil if the file does not give it.
        package var className: String? { object.name }
    }

    /// The class of an object.
    package enum ObjectClass: Sendable, Equatable {
        /// The class of the image's label; the file may give a name for it.
        case imageLabel(name: String?)
        /// The class with this wnid, name or synonym.
        case named(String)
        /// The class with this 0-based index.
        case index(Int)

        /// The name of the object in the file.
        var name: String? {
            switch self {
            case .imageLabel(let name): name
            case .named(let name): name
            case .index: nil
            }
        }
    }

    /// A box with the name of its image in the annotations.
    package struct Entry: Sendable {
        package let image: String
        /// A second name of the image, used if the first matches no image: the name of the XML file.
        package let alternative: String?
        package let value: Annotation
    }

    /// The boxes, in the order of the files.
    package let entries: [Entry]
    /// The names of the objects, in the order of their first use.
    package let names: [String]
    /// The annotations that could not be read.
    package let skipped: SkippedBoxes
    /// The SHA-256 of the file; for several files, of the lines "SHA-256  path".
    package let sha256: String

    /// Reads a file or a folder in any of the forms of ``BoxFormat``.
    ///
    /// An annotation that is malformed is left out and counted in ``skipped``.
    ///
    /// - Parameter nameColumns: For a CSV: the columns that may name the class of the object; the first one present
    ///   does.
    /// - Throws: ``AnnotationError`` for any other form; `fractions` if all boxes are fractions and their form uses pixels;
    ///   if no box can be read, the first reason.
    package init(path: String, nameColumns: [String] = ["class", "wnid"]) throws(AnnotationError) {
        var reader = BoxReader(path: path)
        let format = try BoxFormat(path: path)
        switch format {
        case .voc(let files): try reader.readVOC(files)
        case .coco: try reader.readCOCO()
        case .table: try reader.readTable(nameColumns: nameColumns)
        case .yolo(let files): try reader.readYOLO(files)
        case .wsol: try reader.readWSOL()
        case .cub: try reader.readCUB()
        case .tinyImageNet(let files): try reader.readTinyImageNet(files)
        }
        guard !reader.entries.isEmpty else { throw reader.skipped.first ?? .file(path: path, .noBoxes) }
        guard !reader.holdsFractions else { throw .file(path: path, .fractions) }
        (entries, names, skipped, sha256) = (reader.entries, reader.names, reader.skipped, reader.sha256)
    }

    /// The boxes by image.
    package func table(images: ImageResolver) -> ImageTable<Annotation> {
        var chosen: [ImagePath: String] = [:]
        func name(_ entry: Entry) -> String {
            guard let alternative = entry.alternative else { return entry.image }
            let key = ImagePath(entry.image + "\n" + alternative)
            if let known = chosen[key] { return known }
            var name = entry.image
            if images.match(name).isOne == false, images.match(alternative).isOne { name = alternative }
            chosen[key] = name
            return name
        }
        return ImageTable(entries.lazy.map { (image: name($0), value: $0.value) }, images: images)
    }
}

extension ImageResolver.Match {
    /// Whether the name matches one image.
    fileprivate var isOne: Bool { if case .one = self { true } else { false } }
}
