import ImageCollections
import Images
import Units

extension AnnotationError: CustomStringConvertible {
    /// A sentence that says what is wrong, where, and what is expected.
    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .undecodable(let error): Self.sentence(error.description)
        case .file(let path, let problem): Self.sentence("\(path): \(problem.reason)")
        case .line(let path, let line, let problem): Self.sentence("\(path):\(line): \(problem.reason)")
        case .maskSize(let path, let mask, let image):
            "\(path): the mask has \(mask[0])×\(mask[1]) pixels, but its image has \(image[0])×\(image[1])."
        case .boxSize(let path, let declared, let image):
            "\(path): the boxes are for \(declared[0])×\(declared[1]) pixels, but the image has \(image[0])×\(image[1])."
        case .noClasses:
            "There are no classes, because the network's head is not attached to the indexed layer."
        case .notAnIndex(let text): "“\(text)” is not the index of a class."
        case .unknownIndex(let index, let count):
            count == 1
                ? "Class index \(index) is out of range: there is 1 class, 0."
                : "Class index \(index) is out of range: there are \(count) classes, 0 to \(count - 1)."
        case .unknownClass(let name):
            "There is no class “\(name)”. Use an index, a wnid, a name, a synonym, or a unique part of a name."
        case .ambiguousClass(let name, let candidates):
            "“\(name)” is ambiguous; it matches \(candidates.count) classes: "
                + Self.list(candidates.map(Self.text), separator: "; ", limit: 12) + "."
        case .unknownImage(let name): "There is no image “\(name)”."
        case .ambiguousImage(let name, let candidates):
            "“\(name)” is ambiguous; it matches \(candidates.count) images: \(Self.list(candidates, limit: 3)). Use more of the path."
        case .unknownObject(let name, let path, let known):
            "\(path) has no object “\(name)”. Its objects: \(Self.list(known, limit: 12))."
        case .nothingAnnotated(let path):
            "No image of the atlas has objects in \(path). Masks must be named like their images, with the extension .png."
        }
    }

    /// The class with its index: `134 crane`.
    static func text(_ record: ClassRecord) -> String { "\(record.id) \(record.name)" }

    /// The first `limit` of `items`, with an ellipsis if there are more.
    static func list(_ items: [String], separator: String = ", ", limit: Int) -> String {
        items.prefix(limit).joined(separator: separator) + (items.count > limit ? separator + "..." : "")
    }

    /// The text with a full stop, unless it already ends a sentence.
    private static func sentence(_ text: String) -> String {
        text.last.map { ".?!".contains($0) } == true ? text : text + "."
    }
}

extension AnnotationError.FileProblem {
    /// What is wrong, after the file's path and a colon.
    var reason: String {
        switch self {
        case .empty: "the file is empty"
        case .missingColumns(let columns, let isOneEnough, let header):
            (isOneEnough && columns.count > 1
                ? "none of the columns \(columns.joined(separator: ", "))"
                : "missing column\(columns.count == 1 ? "" : "s"): \(columns.joined(separator: ", "))")
                + " (header: \(Self.columns(header)))"
                + (columns.contains("x0")
                    ? "; x0 and y0 are where a box starts, x1 and y1 where it ends, in pixels counted from 0" : "")
        case .notATable(let kind): "\(kind), but a table with a header is expected"
        case .noRows: "the table has a header and no rows"
        case .notAClassList:
            "not a class list: expected an array of names, id2label, or {\"0\": [wnid, name]}"
        case .notAnIndex(let key): "the key “\(key)” is not the index of a class"
        case .notAPair(let key): "the class “\(key)” is not a pair of wnid and name"
        case .missingIndex(let index): "class index \(index) is missing"
        case .repeatedIndex(let index): "class index \(index) occurs twice"
        case .otherOrder(let column):
            "the column \(column) numbers the classes, but not in the order of the lines; rename it to class_index if it"
                + " contains their indices, or remove it"
        case .noBoxes: "the file contains no boxes"
        case .noBoxFiles:
            "the folder contains no boxes: neither XML files in Pascal VOC format nor the text files of YOLO, wsolevaluation,"
                + " CUB-200-2011 or Tiny ImageNet"
        case .notVOC: "not a complete Pascal VOC file: expected XML with the root element annotation"
        case .notCOCO:
            "not a COCO file: expected a JSON object with images (id, file_name) and annotations (image_id, bbox)"
        case .notJSON: "not valid JSON, or truncated"
        case .foreignFormat(let name):
            "annotations of \(name), which are not supported; export them as COCO, Pascal VOC or YOLO, or convert them to a CSV"
                + " with the columns image, x0, y0, x1, y1"
        case .invalidBox(let object):
            "the bndbox of object \(object) lacks one of xmin, ymin, xmax and ymax, or ends before it begins"
        case .invalidBoundingBox(let annotation, let id):
            "the bbox of \(Self.annotation(annotation, id)) is not x, y, width and height, or its size is negative"
        case .missingBoundingBox(let annotation, let id):
            "\(Self.annotation(annotation, id)) has neither bbox nor segmentation"
        case .missingImage(let annotation, let id, let image):
            "\(Self.annotation(annotation, id)) refers to image \(image), which has no file name in images"
        case .missingCategory(let annotation, let id, let category):
            "\(Self.annotation(annotation, id)) refers to category \(category), which is not in categories"
        case .repeatedImage(let id): "two entries of images have the id \(id)"
        case .repeatedCategory(let id): "two entries of categories have the id \(id)"
        case .noCategories(let count):
            "the annotations use \(count) categories, but the file has no categories to name them"
        case .resultsList(let count):
            "a list of \(count) detector results, which does not name the images; expected an object with images, annotations"
                + " and categories"
        case .noClassNames:
            "the class numbers have no names: there is no .yaml file with names of 0, 1, 2 ..., no classes.txt and no .names"
                + " file, here, in the two folders above or next to the labels"
        case .fractions: "all coordinates are between 0 and 1; boxes must be in pixels of the images, not fractions"
        case .noObjectNames(let columns):
            "the boxes have no names; add one of the columns \(columns.joined(separator: ", "))"
        case .colorsInMask(let colors):
            "the mask has colours (\(AnnotationError.list(colors, limit: 4))), but masks.csv names only values; it needs a"
                + " column color (#rrggbb), or r, g and b"
        case .lossyMask(let colors, let count):
            "the mask is compressed with losses, as JPEG is, and has \(count) colours"
                + " (\(AnnotationError.list(colors, limit: 4))), of which most were never drawn; masks must be PNG"
        case .noMaskFolder: "mask folder not found"
        case .noMaskNames:
            "the mask values have no names: there is no masks.csv (columns value or color, and name) in the folder or next to"
                + " it, and no folder per name"
        case .noGroupWithImages(let count):
            count == 1 ? "the group has no class with images" : "none of the \(count) groups has a class with images"
        }
    }
}

extension AnnotationError.FileProblem {
    /// The names of a table's columns, shortened if they are many.
    static func columns(_ header: [String]) -> String {
        let text = AnnotationError.list(header, separator: ",", limit: 20)
        return text.count > 200 ? text.prefix(200) + "..." : text
    }

    /// A COCO annotation, as it can be found in its file.
    private static func annotation(_ place: Int, _ id: String?) -> String {
        id.map { "the annotation with id \($0)" } ?? "annotation \(place) (counted from 0)"
    }
}

extension AnnotationError.LineProblem {
    /// What is wrong, after the file's path and the line.
    var reason: String {
        switch self {
        case .fieldCount(let count, let header):
            "\(count) field\(count == 1 ? "" : "s"), but the header has \(header.count)"
                + " (\(AnnotationError.FileProblem.columns(header)))"
        case .openQuote: "a quoted field starts here but never ends"
        case .missingValue(let column): "\(column) is missing"
        case .notANumber(let column, let value): "\(column) “\(value)” is not a number"
        case .notAGreyValue(let value): "“\(value)” is not a value from 0 to 65,535"
        case .notAColor(let text): "“\(text)” is not a colour: #rrggbb, or r, g and b from 0 to 255"
        case .reversedBox: "the box ends before it begins; x0 ≤ x1 and y0 ≤ y1 are required"
        case .notFractions: "the edges must be fractions of the image, from 0 to 1"
        case .boxList(let count): "\(count) words, but each box needs five: wnid, x0, y0, x1, y1"
        case .benchmarkBox(let form): "expected “\(form)”"
        case .unlistedImage(let number): "image \(number) is not in images.txt"
        case .unlistedClass(let number, let names): "class \(number) has no name in \(names)"
        case .contradiction(let image, let column): "“\(image)” has a different \(column) on an earlier line"
        case .repeated(let value, let first): "“\(value)” is already on line \(first)"
        case .unknownClass(let column, let value, let owner):
            switch owner {
            case .network, .head:
                if column != ClassResolver.Kind.name.rawValue {
                    "the \(owner.rawValue) has no class with the \(column) “\(value)”"
                } else {
                    "the \(owner.rawValue) has no class named “\(value)”"
                        + (Int(value) == nil ? "" : "; indices belong in the column class_index")
                }
            case .labels: "“\(value)” is neither a label nor a class of the network"
            }
        case .ambiguousClass(let column, let value, let candidates):
            "\(column) “\(value)” is ambiguous; it matches \(candidates.count) classes: "
                + AnnotationError.list(candidates.map(AnnotationError.text), separator: "; ", limit: 4)
                + "; use wnid or class_index"
        case .indexOutOfRange(let column, let value, let count):
            "\(column) \(value) is out of range: there \(count == 1 ? "is 1 class, 0" : "are \(count) classes, 0 to \(count - 1)")"
                + (value == "\(count)" ? "; numbers that count from 1 need the label offset -1" : "")
        case .unknownObject(let name): "there is no object “\(name)”"
        case .noImageName(let line):
            "“\(line.prefix(80))” is not a label: the file name of an image, a space, tab, comma or semicolon, and a class"
        }
    }
}
