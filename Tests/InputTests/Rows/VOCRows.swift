@testable import Annotations
import Images
import TestSupport
import Units

extension InputCase {
    static let pascalVOC: [InputCase] = [
        file("`bndbox`", "whole numbers", object(), as: "a.png dog 0,1,5,6"),
        file("`bndbox`", "fractional numbers", object(box: [1.5, 2, 5.25, 6]), as: "a.png dog 0.5,1,5.25,6"),
        file("`bndbox`", "one pixel", object(box: [4, 4, 4, 4]), as: "a.png dog 3,3,4,4"),
        file("`bndbox`", "counted from 0", object(box: [0, 0, 4, 4]), as: "a.png dog 0,0,4,4"),
        file("`bndbox`", "the whole image", object(box: [1, 1, 100, 80]), as: "a.png dog 0,0,100,80"),
        file(
            "`bndbox`", "elements in another order",
            "<object><bndbox><ymax>6</ymax><xmax>5</xmax><ymin>2</ymin><xmin>1</xmin></bndbox><name>dog</name></object>",
            as: "a.png dog 0,1,5,6"),
        file("`bndbox`", "without a name", object(name: nil), as: "a.png label 0,1,5,6"),
        file(
            "`bndbox`", "several objects", object() + object(name: "cat", box: [2, 2, 3, 3]),
            as: "a.png dog 0,1,5,6; cat 1,1,3,3"),
        file("`bndbox`", "beyond the image", object(box: [-3, 1, 120, 80]), as: "a.png dog 0,0,100,80"),
        file("`size`", "the image's", size(100, 80) + object(), as: "a.png dog 0,1,5,6"),
        file(
            "`size`", "twice the image's", size(200, 160) + object(box: [11, 21, 40, 60]), as: "a.png dog 5,10,20,30"),
        file("`size`", "half the image's", size(50, 40) + object(box: [11, 21, 40, 40]), as: "a.png dog 20,40,80,80"),
        file("`size`", "a third, rounded", size(33, 27) + object(box: [1, 1, 33, 27]), as: "a.png dog 0,0,100,80"),
        file("`size`", "0×0, as some tools write", size(0, 0) + object(), as: "a.png dog 0,1,5,6"),
        file("`size`", "empty", "<size/>" + object(), as: "a.png dog 0,1,5,6"),
        file(
            "`size` with width and height swapped", "an image that EXIF turns clockwise, read upright",
            size(80, 100) + object(box: [1, 1, 20, 10]), turn: ImageTurn(orientation: .rotatedLeft, isApplied: true),
            as: "a.png dog 90,0,100,20"),
        file(
            "`size` with width and height swapped", "an image that EXIF turns clockwise, read as stored",
            size(80, 100) + object(box: [1, 1, 20, 10]), turn: ImageTurn(orientation: .rotatedLeft, isApplied: false),
            as: "a.png dog 0,60,10,80"),
        file(
            "`size` with width and height swapped", "an image that EXIF turns counterclockwise, read upright",
            size(80, 100) + object(box: [1, 1, 20, 10]), turn: ImageTurn(orientation: .rotatedRight, isApplied: true),
            as: "a.png dog 0,60,10,80"),
        file(
            "`size` with width and height swapped", "transposed", size(80, 100) + object(box: [1, 1, 20, 10]),
            turn: ImageTurn(orientation: .transposed, isApplied: true), as: "a.png dog 0,0,10,20"),
        file(
            "`size` with width and height swapped", "turned and half the size",
            size(40, 50) + object(box: [1, 1, 10, 5]), turn: ImageTurn(orientation: .transposed, isApplied: true),
            as: "a.png dog 0,0,10,20"),
        file(
            "`size` with width and height swapped", "an upright image",
            size(80, 100) + object(), turn: ImageTurn(orientation: .upright, isApplied: true), as: "differentSize 1"),
        file("`size` of a different picture", "other proportions", size(100, 100) + object(), as: "differentSize 1"),
        file(
            "`size` of a different picture", "a box outside of it",
            size(50, 40) + object() + object(box: [1, 1, 90, 70]),
            as: "differentSize 2"),
        named("`filename`", "the image's path", "cats/1.png", "x.xml", as: "cats/1.png dog 0,1,5,6"),
        named("`filename`", "without an extension, as ILSVRC's", "b", "x.xml", as: "b.jpg dog 0,1,5,6"),
        named("`filename`", "a Windows path", "C:\\data\\images\\a.png", "a.xml", as: "a.png dog 0,1,5,6"),
        named("`filename`", "another extension", "a.jpeg", "a.xml", as: "a.png dog 0,1,5,6 | converted 1"),
        named("`filename`", "another name: the XML's counts", "IMG_001.png", "a.xml", as: "a.png dog 0,1,5,6"),
        named(
            "`filename`", "of two images: the XML's path counts", "1.png", "cats/1.xml", as: "cats/1.png dog 0,1,5,6"),
        named("`filename`", "empty", "", "b.xml", as: "b.jpg dog 0,1,5,6"),
        named("`filename`", "neither", "z.png", "y.xml", as: "not in the atlas 1"),
        folder(
            "Folders", "at any depth",
            ["voc/x/a.xml": document(object()), "voc/b.xml": document(object(), filename: "b.jpg")], "voc",
            as: "a.png dog 0,1,5,6 | b.jpg dog 0,1,5,6"),
        folder(
            "Folders", "dot files and other files",
            ["voc/a.xml": document(object()), "voc/._a.xml": "\u{0}", "voc/notes.md": "x", "voc/.x/b.xml": "x"], "voc",
            as: "a.png dog 0,1,5,6"),
        folder("Folders", "capital letters", ["voc/a.XML": document(object())], "voc", as: "a.png dog 0,1,5,6"),
        folder(
            "Folders", "an image without objects", ["voc/a.xml": document(object()), "voc/b.xml": document("")], "voc",
            as: "a.png dog 0,1,5,6"),
        refused("Folders", "no file of boxes", ["voc/a.md": "x"], "voc", .file(path: "voc", .noBoxFiles)),
        file(
            "`part`", "a part before the object's box",
            "<object><name>dog</name><part><name>head</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>3</xmax>"
                + "<ymax>3</ymax></bndbox></part>\(bndbox([1, 2, 5, 6]))</object>", as: "a.png dog 0,1,5,6"),
        file(
            "`part`", "and no box of the object's",
            object() + "<object><name>dog</name><part><name>head</name>\(bndbox([2, 2, 3, 3]))</part></object>",
            as: "a.png dog 0,1,5,6 | noBox 1"),
        folder(
            "Namespaces", "a default one",
            ["a.xml": "<annotation xmlns=\"urn:voc\"><filename>a.png</filename>\(object())</annotation>"], "a.xml",
            as: "a.png dog 0,1,5,6"),
        folder(
            "Namespaces", "a prefix",
            [
                "a.xml": "<v:annotation xmlns:v=\"urn:voc\"><v:filename>a.png</v:filename>"
                    + object().replacing("</", with: "</v:").replacing("<b", with: "<v:b").replacing("<o", with: "<v:o")
                    .replacing("<n", with: "<v:n").replacing("<x", with: "<v:x").replacing("<y", with: "<v:y")
                    + "</v:annotation>"
            ], "a.xml", as: "a.png dog 0,1,5,6"),
        folder(
            "Encodings", "UTF-8 with a byte order mark and a declaration",
            ["a.xml": "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document(object(name: "h\u{FC}nd"))],
            "a.xml",
            as: "a.png h\u{FC}nd 0,1,5,6"),
        file("Encodings", "entities", object(name: "cats &amp; dogs"), as: "a.png cats & dogs 0,1,5,6"),
        file(
            "Objects without a box", "an empty `bndbox`", object() + "<object><name>cat</name><bndbox/></object>",
            as: "a.png dog 0,1,5,6 | noBox 1"),
        file(
            "Objects without a box", "none", object() + "<object><name>cat</name></object>",
            as: "a.png dog 0,1,5,6 | noBox 1"),
        file(
            "Objects without a box", "reversed ends", object() + object(box: [9, 2, 5, 6]),
            as: "a.png dog 0,1,5,6 | invalidBox 1"),
        file(
            "Objects without a box", "text for a number",
            object() + object().replacing("<xmin>1", with: "<xmin>one"), as: "a.png dog 0,1,5,6 | noBox 1"),
        refused(
            "Objects without a box", "no other object", ["a.xml": document(object(box: [9, 2, 5, 6]))], "a.xml",
            .file(path: "a.xml", .invalidBox(object: 0))),
        folder(
            "XML files that are not VOC", "among others",
            ["voc/a.xml": document(object()), "voc/b.xml": "<html></html>", "voc/c.xml": "not XML"], "voc",
            as: "a.png dog 0,1,5,6 | unreadableFile 2"),
        folder(
            "XML files that are not VOC", "cut short, among others",
            ["voc/a.xml": document(object()), "voc/b.xml": "<annotation>" + object()], "voc",
            as: "a.png dog 0,1,5,6 | unreadableFile 1"),
        refused(
            "XML files that are not VOC", "alone", ["a.xml": "<html></html>"], "a.xml", .file(path: "a.xml", .notVOC)),
        refused(
            "Annotations of other programs", "CVAT", ["a.xml": "<annotations><image id='0'/></annotations>"], "a.xml",
            .file(path: "a.xml", .foreignFormat(name: "CVAT"))),
        reads("Many objects", "30 000 in one file", in: section, as: "30000") { folder in
            try folder.write(document(String(repeating: object(), count: 30_000)), to: "a.xml")
            return "\(try BoxAnnotations(path: folder.file("a.xml")).entries.count)"
        },
    ]

    private static let section = "Boxes: Pascal VOC"

    private static func bndbox(_ ends: [Double]) -> String {
        func number(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
        let names = ["xmin", "ymin", "xmax", "ymax"]
        return "<bndbox>" + zip(names, ends).map { "<\($0)>\(number($1))</\($0)>" }.joined() + "</bndbox>"
    }

    private static func object(name: String? = "dog", box: [Double] = [1, 2, 5, 6]) -> String {
        "<object>" + (name.map { "<name>\($0)</name>" } ?? "") + bndbox(box) + "</object>"
    }

    private static func size(_ width: Int, _ height: Int) -> String {
        "<size><width>\(width)</width><height>\(height)</height><depth>3</depth></size>"
    }

    private static func document(_ content: String, filename: String = "a.png") -> String {
        "<annotation><folder>x</folder><filename>\(filename)</filename>\(content)</annotation>"
    }

    private static func file(
        _ form: String, _ name: String, _ content: String, turn: ImageTurn? = nil, as value: String
    ) -> InputCase {
        boxes(section, form, name, ["a.xml": document(content)], "a.xml", turn: turn, as: value)
    }

    private static func named(
        _ form: String, _ name: String, _ filename: String, _ path: String, as value: String
    ) -> InputCase {
        boxes(section, form, name, ["voc/" + path: document(object(), filename: filename)], "voc", as: value)
    }

    private static func folder(
        _ form: String, _ name: String, _ files: [String: String], _ path: String, as value: String
    ) -> InputCase {
        boxes(section, form, name, files, path, as: value)
    }

    private static func refused(
        _ form: String, _ name: String, _ files: [String: String], _ path: String, _ error: AnnotationError
    ) -> InputCase {
        boxes(section, form, name, files, path) { error.inside($0) }
    }
}
