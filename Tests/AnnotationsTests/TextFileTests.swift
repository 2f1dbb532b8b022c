import Foundation
import ImageCollections
import TestSupport
import Testing
import Units

@testable import Annotations

/// What holds for every text file: a byte order mark, ends of lines, quotes, spaces and dot files.
struct TextFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The same rows, as different programs write them.
    private static func variants(_ text: String) -> [String] {
        [
            text, "\u{FEFF}" + text, text.replacing("\n", with: "\r\n"),
            "\u{FEFF}" + text.replacing("\n", with: "\r\n"), text + "\n",
        ]
    }

    private func each(_ text: String, _ name: String, _ check: (String) throws -> Void) throws {
        for variant in Self.variants(text) { try check(try folder.write(variant, to: name)) }
    }

    @Test func everyReaderTakesEveryVariant() throws {
        let images = ["a.jpg", "b.jpg"]
        let resolver = ImageResolver(images)
        try each("cat\ndog\n", "classes.txt") { path throws in
            #expect(try ClassList.read(path: path).map(\.name) == ["cat", "dog"])
        }
        try each(" Name \n\"cat\"\n dog \n", "classes.csv") { path throws in
            #expect(try ClassList.read(path: path).map(\.name) == ["cat", "dog"])
        }
        try each("[\"cat\"]", "classes.json") { path throws in
            #expect(try ClassList.read(path: path).map(\.name) == ["cat"])
        }
        try each(" IMAGE ,Class_Index\n\"a.jpg\", 1 \n b.jpg ,0\n", "labels.csv") { path throws in
            let labels = try ImageLabels(.file(path), classes: ClassList.numbered(2), images: images)
            #expect(images.map { labels.label(of: $0)?.value } == [1, 0])
        }
        try each("image, X0,y0,x1,y1,\"Class\"\nb.jpg, 1 ,2,3,4, cat \n", "boxes.csv") { path throws in
            let boxes = try BoxAnnotations(path: path)
            #expect(boxes.table(images: resolver)["b.jpg"].map(\.className) == ["cat"])
        }
        let coco =
            #"{"images": [{"id": 1, "file_name": "a.jpg"}], "annotations": [{"image_id": 1, "bbox": [0, 0, 2, 2]}]}"#
        try each(coco, "boxes.JSON") { path throws in
            #expect(try !BoxAnnotations(path: path).table(images: resolver)["a.jpg"].isEmpty)
        }
        try each("image,caption\na.jpg,\"red, blue\"\n", "captions.csv") { path throws in
            #expect(try !Captions(path: path).matching(["red blue"], images: resolver)["a.jpg"].isEmpty)
        }
        try each("a.jpg\n# a comment\n\n b.jpg\n", "names.txt") { path throws in
            #expect(try ImageNames(path: path).names == images)
        }
        try each("id,image\n1,a.jpg\n2,b.jpg\n", "names.csv") { path throws in
            #expect(try ImageNames(path: path).names == images)
        }
        try each("value,name\n1,cat\n2, Cat\n0,background\n", "masks.csv") { path throws in
            try folder.write("", to: "masks/a.png")
            #expect(try ObjectAnnotations(.masks(folder.file("masks")), images: []).names == ["cat"], "\(path)")
        }
        try each("class,part\nClass 1,WHEEL\n", "recipes.csv") { path throws in
            let recipes = try ObjectRecipes(path: path, classes: ClassList.numbered(2)) {
                FoldedText($0) == FoldedText("wheel") ? 3 : nil
            }
            #expect(recipes.objects == [[], [3]])
        }
    }

    @Test func dotFilesAreNoAnnotations() throws {
        let text = """
            <annotation><filename>a.jpg</filename><object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax>
            <ymax>2</ymax></bndbox></object></annotation>
            """
        try folder.write(text, to: "voc/a.XML")
        for name in ["._a.xml", ".hidden.xml", ".git/b.xml"] { try folder.write("not xml", to: "voc/" + name) }
        #expect(try BoxAnnotations(path: folder.file("voc")).entries.map(\.image) == ["a.jpg"])
    }

    @Test func whatIsNoText() throws {
        let path = try folder.write(Data([0xFF, 0xFE, 0x41]), to: "labels.csv")
        #expect(throws: AnnotationError.unreadable(.notText(path: path))) { try CSV(path: path) }
        #expect(throws: AnnotationError.unreadable(.missingFile(path: path + "x"))) {
            try ClassList.read(path: path + "x")
        }
        #expect(throws: AnnotationError.unreadable(.notAFile(path: folder.path))) { try ImageNames(path: folder.path) }
    }
}
