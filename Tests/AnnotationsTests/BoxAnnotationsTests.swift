import Foundation
import TestSupport
import Testing
import Units

@testable import Annotations

struct BoxAnnotationsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ text: String, _ name: String) throws -> BoxAnnotations {
        try folder.write(text, to: name)
        return try BoxAnnotations(path: folder.file(name))
    }

    @Test func csvWithOrWithoutClasses() throws {
        let boxes = try read("image,x0,y0,x1,y1,class\na/b.jpg,1.5,2,3,4,dog\na/b.jpg,0,0,9,9,\n", "boxes.csv")
        let found = boxes.list("a/b.jpg")
        #expect(found.map(\.className) == ["dog", nil])
        #expect(found[0].box == ObjectBox(x0: 1.5, y0: 2, x1: 3, y1: 4))
        #expect(Set(boxes.entries.map(\.image)) == ["a/b.jpg"])
        // What tells this file from another: `sha256sum`.
        #expect(
            try read("image,x0,y0,x1,y1\na,1,2,3,4\n", "sum.csv").sha256
                == "76702faab70f2b7f5bd2aaa4e8b2f15e80d76d1d31351c14bc49e8151293a8c1")
    }

    /// Pixels from 1, both ends inside; parts of an object have boxes of their own, which do not count.
    @Test func pascalVOC() throws {
        let text = """
            <annotation><folder>x</folder><filename>b.jpg</filename><size><width>9</width></size>
            <object><name>person</name><part><name>head</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>3</xmax>
            <ymax>3</ymax></bndbox></part><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>5</xmax><ymax>6</ymax></bndbox></object>
            <object><name>dog</name><bndbox><xmin>4</xmin><ymin>4</ymin><xmax>4</xmax><ymax>4</ymax></bndbox></object>
            </annotation>
            """
        let found = try read(text, "voc/b.xml").list("b.jpg")
        #expect(found.map(\.className) == ["person", "dog"])
        #expect(found[0].box == ObjectBox(x0: 0, y0: 1, x1: 5, y1: 6))
        #expect(found[1].box == ObjectBox(x0: 3, y0: 3, x1: 4, y1: 4))
        // A folder of them; ILSVRC's name their image without an ending.
        let other = text.replacing("b.jpg", with: "n01_1")
        try folder.write(other, to: "voc/more/n01_1.xml")
        let all = try BoxAnnotations(path: folder.file("voc"))
        #expect(all.list("n01_1").count == 2 && all.list("b.jpg").count == 2)
        let before = all.sha256
        try folder.write(other.replacing("<ymin>2", with: "<ymin>3"), to: "voc/more/n01_1.xml")
        #expect(try BoxAnnotations(path: folder.file("voc")).sha256 != before)
    }

    @Test func coco() throws {
        let text = """
            {"images": [{"id": 7, "file_name": "b.jpg", "width": 9}], "categories": [{"id": 3, "name": "dog"}],
             "annotations": [{"image_id": 7, "category_id": 3, "bbox": [1, 2, 3.5, 4], "iscrowd": 0, "area": 14},
                             {"image_id": 7, "category_id": 3, "bbox": [0, 0, 9, 9], "iscrowd": 1}]}
            """
        let found = try read(text, "coco.json").list("b.jpg")
        #expect(found == [.init(box: ObjectBox(x0: 1, y0: 2, x1: 4.5, y1: 6), className: "dog")])
    }

    @Test(
        arguments: [
            (
                "image,x0,y0,x1\na,0,0,1\n", "a.csv",
                .missingColumns(["y1"], isOneEnough: false, header: ["image", "x0", "y0", "x1"])
            ),
            ("image,x0,y0,x1,y1\n", "b.csv", .noBoxes), ("image,x0,y0,x1,y1\na,0.1,0.2,0.5,1\n", "e.csv", .fractions),
            ("<x></x>", "d.xml", .notVOC), ("not xml", "f.xml", .notVOC),
            (
                "<annotation><object><bndbox><xmin>1</xmin></bndbox></object></annotation>", "e.xml",
                .invalidBox(object: 0)
            ),
            (
                "<annotation><object><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object>",
                "i.xml", .notVOC
            ), ("[1]", "g.json", .notCOCO),
            (
                #"{"images": [], "annotations": [{"image_id": 1, "bbox": [0,0,1,1]}]}"#, "h.json",
                .missingImage(annotation: 0, id: nil, image: "1")
            ),
            (
                #"{"images": [{"id": 1, "file_name": "a"}], "annotations": [{"image_id": 1, "bbox": [0,0,1]}]}"#,
                "k.json",
                .invalidBoundingBox(annotation: 0, id: nil)
            ),
        ] as [(String, String, AnnotationError.FileProblem)])
    func whatIsRefused(_ text: String, _ name: String, _ problem: AnnotationError.FileProblem) {
        #expect(throws: AnnotationError.file(path: folder.file(name), problem)) { try read(text, name) }
    }

    @Test func linesThatAreRefused() {
        #expect(
            throws: AnnotationError.line(path: folder.file("c.csv"), line: 2, .notANumber(column: "x1", value: "x"))
        ) {
            try read("image,x0,y0,x1,y1\na,0,0,x,1\n", "c.csv")
        }
        #expect(throws: AnnotationError.line(path: folder.file("c.csv"), line: 2, .reversedBox)) {
            try read("image,x0,y0,x1,y1\na,2,0,1,1\n", "c.csv")
        }
    }

    /// One bad row does not condemn the file, and does not hide.
    @Test func otherLinesAreRead() throws {
        let boxes = try read("image,x0,y0,x1,y1\na,0,0,9,9\na,2,0,1,1\na,0,,1,1\na,1,2,3,4\n", "c.csv")
        #expect(boxes.list("a").map(\.box.x1) == [9, 3])
        #expect(boxes.skipped.count == 2)
        #expect(boxes.skipped.first(.invalidBox) == .line(path: folder.file("c.csv"), line: 3, .reversedBox))
        #expect(
            boxes.skipped.first(.noBox)
                == .line(path: folder.file("c.csv"), line: 4, .notANumber(column: "y0", value: "")))
    }
}

extension BoxAnnotations {
    /// The boxes that stand under a name.
    fileprivate func list(_ image: String) -> [Annotation] { entries.filter { $0.image == image }.map(\.value) }
}
