import Annotations
import Foundation
import ImageCollections
import TestSupport
import Units

extension InputCase {
    static let labelTables: [InputCase] = [
        label("Column `wnid`", "commas", "image,wnid\na/x.jpg,n02121620\n", as: "a/x.jpg=0 b/y.jpg=-"),
        label("Column `class_index`", "before the image", "class_index,image\n1,b/y.jpg\n", as: "a/x.jpg=- b/y.jpg=1"),
        label(
            "Column `class_index`", "no such class", "image,class_index\na/x.jpg,3\n",
            refused: .indexOutOfRange(column: "class_index", value: "3", count: 3)),
        label(
            "Column `class_index`", "a class of that name", "image,class_index\na/x.jpg,7\n",
            refused: .indexOutOfRange(column: "class_index", value: "7", count: 3)),
        label(
            "Column `class_index`", "with a fraction of 0", "image,class_index\na/x.jpg,1.0\n",
            as: "a/x.jpg=1 b/y.jpg=-"),
        label(
            "Column `class_index`", "with another fraction", "image,class_index\na/x.jpg,1.5\n",
            refused: .unknownClass(column: "class_index", value: "1.5", owner: .network)),
        label("Column `class_index`", "class_id", "image,class_id\na/x.jpg,1\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Column `class_index`", "in words", "Image,Class Index\na/x.jpg,1\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Column `class`", "class_name", "image,class_name\na/x.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Column `label`", "names", "image,label\na/x.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        unnumbered("numbers", "image,label\na/x.jpg,1\nb/y.jpg,0\n", as: "a/x.jpg=1 b/y.jpg=0"),
        unnumbered("target", "image,target\na/x.jpg,1\n", as: "a/x.jpg=1 b/y.jpg=-"),
        unnumbered(
            "after class", "image,label,class\na/x.jpg,0,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Column `label`", "numbers that are names", "image,label\na/x.jpg,7\n", as: "a/x.jpg=2 b/y.jpg=-"),
        label(
            "Column `label`", "numbers of which one is a name", "image,label\na/x.jpg,1\n",
            refused: .unknownClass(column: "label", value: "1", owner: .network)),
        label("Image columns", "file_name", "file_name,class\nx.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Image columns", "id, without extension", "id,class\nx,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Image columns", "name", "name,label\na/x.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Image columns", "image before others", "id,image,class\ny,x.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label(
            "Image columns", "an index of pandas", ",filename,class\n0,x.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        remark(
            "Columns that disagree", "class and class_index", "image,class,class_index\na/x.jpg,dog,0\nb/y.jpg,7,2\n",
            as: "a/x.jpg=1 b/y.jpg=2; 1"),
        remark(
            "Columns that disagree", "wnid and class", "image,class,wnid\na/x.jpg,cat,n02084071\n",
            as: "a/x.jpg=1 b/y.jpg=-; 1"),
        remark(
            "Columns that disagree", "they agree", "image,class,class_index\na/x.jpg,dog,1\n",
            as: "a/x.jpg=1 b/y.jpg=-; 0"),
        label("Lists without a header", "Caffe", "a/x.jpg dog\nb/y.jpg cat\n", as: "a/x.jpg=1 b/y.jpg=0"),
        unnumbered("Caffe", "a/x.jpg 1\nb/y.jpg 0\n", in: "Lists without a header", as: "a/x.jpg=1 b/y.jpg=0"),
        unnumbered(
            "commas, spaces in names", "/data/my set/a/x.jpg,1\n", in: "Lists without a header",
            as: "a/x.jpg=1 b/y.jpg=-"),
        label(
            "Lists without a header", "an image alone", "a/x.jpg\tdog\nb/y.jpg\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label(
            "Lists without a header", "a line of another kind", "a/x.jpg dog\nnotes\n", line: 2,
            refused: .noImageName("notes")),
        label(
            "JSON Lines", "metadata.jsonl of Hugging Face",
            "{\"file_name\": \"x.jpg\", \"label\": \"dog\"}\n{\"file_name\": \"y.jpg\", \"label\": null}\n",
            as: "a/x.jpg=1 b/y.jpg=-"),
        unnumbered(
            "numbers", "{\"image\": \"x.jpg\", \"label\": 1}\n", in: "JSON Lines", as: "a/x.jpg=1 b/y.jpg=-"),
        notATable("Other JSON, XML and HTML", "an array", "[{\"image\": \"x.jpg\"}]", "JSON"),
        notATable("Other JSON, XML and HTML", "over several lines", "{\n  \"x.jpg\": \"dog\"\n}\n", "JSON"),
        notATable("Other JSON, XML and HTML", "a page", "<!DOCTYPE html><html></html>", "XML or HTML"),
        label(
            "Column `class_index`", "a name", "image,class_index\na/x.jpg,dog\n",
            refused: .unknownClass(column: "class_index", value: "dog", owner: .network)),
        label(
            "Column `wnid`", "a name", "image,wnid\na/x.jpg,dog\n",
            refused: .unknownClass(column: "wnid", value: "dog", owner: .network)),
        label("Column `class`", "a name", "image,class\na/x.jpg,Dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Column `class`", "a synonym", "image,class\na/x.jpg,puss\n", as: "a/x.jpg=0 b/y.jpg=-"),
        label("Column `class`", "a wnid", "image,class\na/x.jpg,n02084071\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Column `class`", "a name that is a number", "image,class\na/x.jpg,7\n", as: "a/x.jpg=2 b/y.jpg=-"),
        label(
            "Column `class`", "an index", "image,class\na/x.jpg,1\n",
            refused: .unknownClass(column: "class", value: "1", owner: .network)),
        label(
            "Column `class`", "a part of a name", "image,class\na/x.jpg,do\n",
            refused: .unknownClass(column: "class", value: "do", owner: .network)),
        label("Column `class`", "nothing", "image,class\na/x.jpg,\n", as: "a/x.jpg=- b/y.jpg=-"),
        label(
            "Column `class`", "before other columns", "image,class_index,class\na/x.jpg,1,cat\n",
            as: "a/x.jpg=0 b/y.jpg=-"),
        label("Any separator", "semicolons", "image;class\na/x.jpg;dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Any separator", "tabs", "image\tclass\na/x.jpg\tcat, puss\n", as: "a/x.jpg=0 b/y.jpg=-"),
        label("Any separator", "vertical bars", "image|class\na/x.jpg|dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label(
            "Any separator", "given in the first line", "sep=;\nimage;class\na/x.jpg;dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label(
            "Quotes", "around all fields", "\"image\",\"class\"\n\"a/x.jpg\",\"cat, puss\"\n", as: "a/x.jpg=0 b/y.jpg=-"
        ),
        label("Quotes", "after a space", "class, image\ndog, \"a/x.jpg\"\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Quotes", "open", "image,class\n\"a/x.jpg,dog\n", refused: .openQuote),
        label("Line endings", "CR LF", "image,class\r\na/x.jpg,dog\r\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Line endings", "CR", "image,class\ra/x.jpg,dog\rb/y.jpg,cat\r", as: "a/x.jpg=1 b/y.jpg=0"),
        label("Line endings", "blank lines", "image,class\n\n   \na/x.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Encodings", "UTF-8 with a mark", "\u{FEFF}image,class\na/x.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        reads("Encodings", "UTF-16, little-endian", in: section, as: "a/x.jpg=1 b/y.jpg=-") {
            try labels(utf16("\u{FEFF}image,class\na/x.jpg,dog\n", isLittle: true), in: $0)
        },
        reads("Encodings", "UTF-16, big-endian", in: section, as: "a/x.jpg=1 b/y.jpg=-") {
            try labels(utf16("\u{FEFF}image,class\na/x.jpg,dog\n", isLittle: false), in: $0)
        },
        refuses(
            "Encodings", "UTF-16 without a mark", in: section,
            with: { AnnotationError.unreadable(.notText(path: $0.file("labels.csv"))) }
        ) { try labels(utf16("image,class\n", isLittle: true), in: $0) },
        refuses(
            "Encodings", "Latin-1", in: section,
            with: { AnnotationError.unreadable(.notText(path: $0.file("labels.csv"))) }
        ) { try labels(Data([0x69, 0xE9, 0x0A]), in: $0) },
        archive("zip", [0x50, 0x4B, 3, 4, 0, 0xFF], "a zip archive"),
        archive("gzip", [0x1F, 0x8B, 8, 0], "a gzip archive"),
        archive("bzip2", Array("BZh91AY&SY".utf8) + [0xFF, 0], "a bzip2 archive"),
        archive("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        label("Rows", "too few fields", "image,class\na/x.jpg\n", refused: .fieldCount(1, header: ["image", "class"])),
        label(
            "Rows", "two labels of one image", "image,class\na/x.jpg,dog\na/x.jpg,cat\n", line: 3,
            refused: .contradiction(image: "a/x.jpg", column: "class")),
        remark(
            "Rows", "two labels of one image, under two names", "image,class\na/x.jpg,dog\nx,cat\ny,cat\n",
            as: "a/x.jpg=- b/y.jpg=0; 1"),
        label("Rows", "one label twice, under two names", "image,class\nx.jpg,dog\nx,Dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
        label("Rows", "one label twice", "image,class\na/x.jpg,dog\na/x.jpg,dog\n", as: "a/x.jpg=1 b/y.jpg=-"),
    ]

    private static let section = "Labels"

    private static let classes = [("cat, puss", "n02121620"), ("dog", "n02084071"), ("7", nil)].enumerated().map {
        ClassRecord(id: ClassID($0.offset), name: $0.element.0, wnid: $0.element.1)
    }

    private static func label(_ form: String, _ name: String, _ text: String, as value: String) -> InputCase {
        reads(form, name, in: section, as: value) { try labels(text, in: $0) }
    }

    private static func label(
        _ form: String, _ name: String, _ text: String, line: Int = 2, refused problem: AnnotationError.LineProblem
    ) -> InputCase {
        refuses(
            form, name, in: section,
            with: { AnnotationError.line(path: $0.file("labels.csv"), line: line, problem) }
        ) { try labels(text, in: $0) }
    }

    /// Of a network none of whose classes is called by a number.
    private static func unnumbered(
        _ name: String, _ text: String, in form: String = "Column `label`", as value: String
    ) -> InputCase {
        reads(form, name + " without such names", in: section, as: value) {
            try labels(Data(text.utf8), classes: Array(classes.prefix(2)), in: $0).text
        }
    }

    /// The labels, and the number of remarks.
    private static func remark(_ form: String, _ name: String, _ text: String, as value: String) -> InputCase {
        reads(form, name, in: section, as: value) {
            let found = try labels(Data(text.utf8), classes: classes, in: $0)
            return found.text + "; \(found.remarks)"
        }
    }

    private static func notATable(_ form: String, _ name: String, _ text: String, _ kind: String) -> InputCase {
        refuses(
            form, name, in: section,
            with: { AnnotationError.file(path: $0.file("labels.csv"), .notATable(kind: kind)) }
        ) { try labels(text, in: $0) }
    }

    private static func archive(_ name: String, _ bytes: [UInt8], _ kind: String) -> InputCase {
        refuses(
            "Archives", name, in: section,
            with: { AnnotationError.unreadable(.notText(path: $0.file("labels.csv"), kind: kind)) }
        ) { try labels(Data(bytes), in: $0) }
    }

    private static func utf16(_ text: String, isLittle: Bool) -> Data {
        Data(
            text.utf16.flatMap { [UInt8(($0 >> (isLittle ? 0 : 8)) & 0xFF), UInt8(($0 >> (isLittle ? 8 : 0)) & 0xFF)] })
    }

    private static func labels(_ text: String, in folder: TemporaryFolder) throws -> String {
        try labels(Data(text.utf8), in: folder)
    }

    private static func labels(_ data: Data, in folder: TemporaryFolder) throws -> String {
        try labels(data, classes: classes, in: folder).text
    }

    private static func labels(
        _ data: Data, classes: [ClassRecord], in folder: TemporaryFolder
    ) throws -> (text: String, remarks: Int) {
        try folder.write(data, to: "labels.csv")
        let images = ["a/x.jpg", "b/y.jpg"]
        let labels = try ImageLabels(.file(folder.file("labels.csv")), classes: classes, images: images)
        let text = images.map { "\($0)=\(labels.label(of: $0).map { "\($0.value)" } ?? "-")" }.joined(separator: " ")
        return (text, labels.remarks.count)
    }
}
