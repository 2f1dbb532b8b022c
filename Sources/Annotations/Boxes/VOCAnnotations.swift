import Foundation
#if canImport(FoundationXML)
    import FoundationXML
#endif
import Units

/// One file of Pascal VOC's annotations (`annotation/object/bndbox`), which ILSVRC uses too.
///
/// VOC counts pixels from 1, both ends inside: columns `xmin...xmax` are `xmin - 1 ..< xmax` here. Boxes of parts
/// (`object/part`) are not the object's and are left out.
struct VOCAnnotations {
    /// As in the file: without folders, in ILSVRC without an ending.
    private(set) var image = ""
    private(set) var annotations: [BoxAnnotations.Annotation] = []

    /// - Throws: ``AnnotationError``: `notVOC`, `invalidBox`.
    init(_ data: Data, path: String) throws(AnnotationError) {
        let reader = Reader()
        let parser = XMLParser(data: data)
        parser.delegate = reader
        // The parser answers true to a file that is cut short.
        guard parser.parse(), reader.isWhole else {
            throw .file(path: path, .notVOC)
        }
        image = reader.image
        for (place, object) in reader.objects.enumerated() {
            let ends = ["xmin", "ymin", "xmax", "ymax"].compactMap { object[$0].flatMap(Double.init) }
            guard ends.count == 4, ends.allSatisfy(\.isFinite), ends[0] <= ends[2], ends[1] <= ends[3] else {
                throw .file(path: path, .invalidBox(object: place))
            }
            annotations.append(
                .init(
                    box: ObjectBox(
                        x0: max(0, ends[0] - 1), y0: max(0, ends[1] - 1), x1: max(ends[2], ends[0] - 1),
                        y1: max(ends[3], ends[1] - 1)),
                    className: object["name"]))
        }
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var image = ""
        var objects: [[String: String]] = []
        var isWhole = false
        private var open: [String] = []
        private var text = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            open.append(name)
            text = ""
            if open == ["annotation", "object"] { objects.append([:]) }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            let value = text.trimmed
            if open == ["annotation"] { isWhole = true }
            if open == ["annotation", "filename"] { image = value }
            if open == ["annotation", "object", "name"] || open.dropLast() == ["annotation", "object", "bndbox"] {
                objects[objects.count - 1][name] = value
            }
            open.removeLast()
            text = ""
        }
    }
}
