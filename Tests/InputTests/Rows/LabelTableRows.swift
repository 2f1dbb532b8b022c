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
            refused: .unknownClass(column: "class_index", value: "3", owner: .network)),
        label(
            "Column `class_index`", "a class of that name", "image,class_index\na/x.jpg,7\n",
            refused: .unknownClass(column: "class_index", value: "7", owner: .network)),
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
        try folder.write(data, to: "labels.csv")
        let images = ["a/x.jpg", "b/y.jpg"]
        let labels = try ImageLabels(.file(folder.file("labels.csv")), classes: classes, images: images)
        return images.map { "\($0)=\(labels.label(of: $0).map { "\($0.value)" } ?? "-")" }.joined(separator: " ")
    }
}
