import Foundation
import ImageCollections
package import Units

/// The boxes that people drew around the objects of images.
package struct BoxAnnotations: Sendable {
    /// One object.
    package struct Annotation: Sendable, Equatable {
        /// In the coordinates of ``frame``.
        package let box: ObjectBox
        package let frame: BoxFrame
        package let object: ObjectClass

        init(box: ObjectBox, frame: BoxFrame = .image, object: ObjectClass) {
            (self.box, self.frame, self.object) = (box, frame, object)
        }

        /// A box in pixels of its image; without a name, of an object of the image's label.
        init(box: ObjectBox, className: String?) {
            self.init(box: box, object: className.map { .named($0) } ?? .imageLabel(name: nil))
        }

        /// What the object is called, where the file says it.
        package var className: String? { object.name }
    }

    /// Which class an object is of.
    package enum ObjectClass: Sendable, Equatable {
        /// The one that the image is labelled with; the file may have a name for it.
        case imageLabel(name: String?)
        /// The class of a wnid, name or synonym.
        case named(String)
        /// The class of an index, counted from 0.
        case index(Int)

        /// The name that the file gives the object.
        var name: String? {
            switch self {
            case .imageLabel(let name): name
            case .named(let name): name
            case .index: nil
            }
        }
    }

    /// A box with the name that the annotations give its image.
    package struct Entry: Sendable {
        package let image: String
        /// Another name of the image, for where the first means none: that of an XML file.
        package let alternative: String?
        package let value: Annotation
    }

    /// In the files' order.
    package let entries: [Entry]
    /// What objects are called, in the order in which they come.
    package let names: [String]
    /// What could not be read.
    package let skipped: SkippedBoxes
    /// Of the file's bytes; of several files of the lines "SHA-256  path".
    package let sha256: String

    /// Reads a file or a folder in any of the forms of ``BoxFormat``.
    ///
    /// An annotation that is malformed is left out and counted in ``skipped``.
    ///
    /// - Parameter nameColumns: Of a CSV: the columns of which the first present is the object's class.
    /// - Throws: ``AnnotationError`` for what has none of these forms; where no box can be read, the first reason.
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
        (entries, names, skipped, sha256) = (reader.entries, reader.names, reader.skipped, reader.sha256)
    }

    /// The boxes by the images that they are of.
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
    /// Whether one image is meant.
    fileprivate var isOne: Bool { if case .one = self { true } else { false } }
}
