import Foundation
#if canImport(FoundationXML)
    import FoundationXML
#endif
import ImageCollections
import Units

extension BoxReader {
    /// Reads annotations in the Pascal VOC format (`annotation/object/bndbox`), which ILSVRC uses too.
    ///
    /// VOC counts pixels from 1, with both ends inside: columns `xmin...xmax` are `xmin - 1 ..< xmax` here. They are
    /// pixels of the size that the file declares (`size`). Boxes of parts (`object/part`) are ignored.
    ///
    /// The image is the one that `filename` names, otherwise the one with the name of the XML file.
    ///
    /// - Throws: ``AnnotationError``: `unreadable`.
    mutating func readVOC(_ files: [BoxFormat.BoxFile]) throws(AnnotationError) {
        for file in files {
            let data = try data(file.path, name: file.path == path ? "" : file.name)
            let found: VOCAnnotations
            do {
                found = try VOCAnnotations(data, path: file.path)
            } catch {
                skip(.unreadableFile, error)
                continue
            }
            // ILSVRC files name their image without an extension, and some do not name it.
            let own = ImagePath(file.name).withoutExtension.text
            let frame = BoxFrame(width: found.width, height: found.height)
            for (place, object) in found.objects.enumerated() {
                guard let box = object.box else {
                    skip(
                        object.hasBox ? .invalidBox : .noBox,
                        .file(path: file.path, .invalidBox(object: place)))
                    continue
                }
                add(
                    box, frame: frame, object.name.map { .named($0) } ?? .imageLabel(name: nil),
                    image: found.image.isEmpty ? own : found.image, alternative: own)
            }
        }
    }
}

/// One annotation file in the Pascal VOC format.
struct VOCAnnotations {
    struct Object {
        private let fields: [String: String]

        init(_ fields: [String: String]) { self.fields = fields }

        /// The class of the object; nil if it has none.
        var name: String? { fields["name"].flatMap { $0.isEmpty ? nil : $0 } }

        private var ends: [Double] {
            ["xmin", "ymin", "xmax", "ymax"].compactMap { fields[$0].flatMap(Double.init) }
        }

        /// Whether all edges are numbers.
        var hasBox: Bool { ends.count == 4 }

        /// Half-open; nil if an edge is missing or the box ends before it begins.
        var box: ObjectBox? { ObjectBox(pixels: ends, countedFrom: 1) }
    }

    /// As in the file: without folders, and in ILSVRC without an extension.
    let image: String
    /// The declared size; nil if none is declared.
    let width: Int?
    let height: Int?
    let objects: [Object]

    /// - Throws: ``AnnotationError``: `notVOC`; `foreignFormat` for other annotations in XML.
    init(_ data: Data, path: String) throws(AnnotationError) {
        let reader = Reader()
        let parser = XMLParser(data: data)
        parser.delegate = reader
        // The parser returns true for a truncated file.
        guard parser.parse(), reader.isWhole else {
            throw .file(
                path: path, ForeignAnnotations.name(root: reader.root).map { .foreignFormat(name: $0) } ?? .notVOC)
        }
        image = reader.image
        (width, height) = (reader.size["width"], reader.size["height"])
        objects = reader.objects.map(Object.init)
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var image = ""
        var size: [String: Int] = [:]
        var objects: [[String: String]] = []
        var isWhole = false
        var root = ""
        private var open: [String] = []
        private var text = ""

        /// The name without a namespace prefix.
        private static func local(_ name: String) -> String {
            String(name[(name.lastIndex(of: ":").map(name.index(after:)) ?? name.startIndex)...])
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            open.append(Self.local(name))
            if open.count == 1 { root = open[0] }
            text = ""
            if open == ["annotation", "object"] { objects.append([:]) }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            let value = text.trimmed
            switch open.count {
            case 1: isWhole = open == ["annotation"]
            case 2 where open == ["annotation", "filename"]: image = value
            case 3 where open.starts(with: ["annotation", "size"]):
                size[open[2]] = Double(value).flatMap { Int(exactly: $0) }
            case 3 where open == ["annotation", "object", "name"],
                4 where open.starts(with: ["annotation", "object", "bndbox"]):
                objects[objects.count - 1][open[open.count - 1]] = value
            default: break
            }
            open.removeLast()
            text = ""
        }
    }
}
