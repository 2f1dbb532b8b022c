import Foundation
import ImageCollections
package import Units

/// The boxes that people drew around the objects of images.
package struct BoxAnnotations: Sendable {
    /// One object.
    package struct Annotation: Sendable, Equatable {
        package let box: ObjectBox
        /// Its class, where the file says one; nil: the image's label.
        package let className: String?
    }

    /// Boxes with the names that the annotations give their images, in the files' order.
    package private(set) var entries: [(image: String, value: Annotation)] = []
    /// What objects are called, in the order in which they come.
    package private(set) var names: [String] = []
    private var known: Set<FoldedText> = []
    /// Of the file's bytes; of a folder of the lines "SHA-256  path" of its files.
    package private(set) var sha256 = ""

    /// Reads a CSV of `image,x0,y0,x1,y1` with further columns as they please (`class` is the object's), COCO's JSON, or
    /// Pascal VOC's XML: one file, or a folder of them.
    ///
    /// - Parameter nameColumns: Of a CSV: the columns of which the first present is the object's class.
    /// - Throws: ``AnnotationError`` for what is none of these, and for boxes whose ends are the wrong way round.
    package init(path: String, nameColumns: [String] = ["class"]) throws(AnnotationError) {
        if FileManager.default.fileExists(atPath: path + "/.") {
            let files = try AnnotationFile.files(in: path, extensions: ["xml"])
            guard !files.isEmpty else { throw .file(path: path, .noBoxFiles) }
            var lines = ""
            for name in files {
                let data = try AnnotationFile.data(path + "/" + name)
                lines += "\(SHA256.hexadecimal(of: data))  \(name)\n"
                try readVOC(data, path: path + "/" + name)
            }
            sha256 = SHA256.hexadecimal(of: lines.utf8)
        } else {
            let data = try AnnotationFile.data(path)
            sha256 = SHA256.hexadecimal(of: data)
            switch TextFile.fileExtension(of: path) {
            case "xml": try readVOC(data, path: path)
            case "json":
                for entry in try COCOAnnotations(data, path: path).list { add(entry.annotation, to: entry.image) }
            default: try readCSV(data, path: path, nameColumns: nameColumns)
            }
        }
        guard !entries.isEmpty else { throw .file(path: path, .noBoxes) }
    }

    /// The boxes by the images that they are of.
    package func table(images: ImageResolver) -> ImageTable<Annotation> { ImageTable(entries, images: images) }

    private mutating func add(_ annotation: Annotation, to image: String) {
        entries.append((image, annotation))
        if let name = annotation.className, known.insert(FoldedText(name)).inserted { names.append(name) }
    }

    private mutating func readVOC(_ data: Data, path: String) throws(AnnotationError) {
        let file = try VOCAnnotations(data, path: path)
        // ILSVRC's files name their image without an extension, some not at all.
        let name = file.image.isEmpty ? ImagePath(path).fileName.withoutExtension.text : file.image
        for annotation in file.annotations { add(annotation, to: name) }
    }

    private mutating func readCSV(_ data: Data, path: String, nameColumns: [String]) throws(AnnotationError) {
        let table = try CSV(text: try AnnotationFile.text(of: data, path: path), path: path)
        let columns = try table.columns(["image", "x0", "y0", "x1", "y1"])
        let name = nameColumns.lazy.compactMap(table.column).first
        for row in table.rows {
            var ends: [Double] = []
            for column in columns.dropFirst() {
                guard let number = Double(row[column]), number.isFinite else {
                    throw table.failure(row, .notANumber(column: table.header[column], value: row[column]))
                }
                ends.append(number)
            }
            guard ends[0] <= ends[2], ends[1] <= ends[3] else { throw table.failure(row, .reversedBox) }
            let className = name.map { row[$0] }
            add(
                Annotation(
                    box: ObjectBox(x0: ends[0], y0: ends[1], x1: ends[2], y1: ends[3]),
                    className: className?.isEmpty == true ? nil : className),
                to: row.fields[columns[0]])
        }
        let boxes = entries.map(\.value.box)
        if !boxes.isEmpty, boxes.allSatisfy({ $0.x0 >= 0 && $0.y0 >= 0 && $0.x1 <= 1 && $0.y1 <= 1 }) {
            throw .file(path: path, .fractions)
        }
    }
}
