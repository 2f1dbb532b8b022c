import Annotations
import TestSupport
import Testing
import Units

struct ImageLabelsTests {
    private static let classes = [("cat, puss", "n02121620"), ("dog", "n02084071"), ("7", nil)].enumerated().map {
        ClassRecord(id: ClassID($0.offset), name: $0.element.0, wnid: $0.element.1)
    }

    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("labels.csv")
    }

    private func labels(_ text: String, images: [String] = ["a/x.jpg", "b/y.jpg", "c/z.jpg"]) throws -> ImageLabels {
        try folder.write(text, to: "labels.csv")
        return try ImageLabels(.file(path), classes: Self.classes, images: images)
    }

    private func label(_ labels: ImageLabels, _ path: String) -> Int? { labels.label(of: path)?.value }

    @Test(arguments: [
        "image,wnid\na/x.jpg,n02121620\nb/y.jpg,n02084071\n", "image,class\na/x.jpg,puss\nb/y.jpg,Dog\n",
        "class_index,image\n0,a/x.jpg\n1,b/y.jpg\n",
        // The first present of wnid, class, class_index.
        "image,class_index,class,wnid\na/x.jpg,1,dog,n02121620\nb/y.jpg,0,cat,n02084071\n",
        "IMAGE , WNID\r\na/x.jpg,n02121620\r\nb/y.jpg,n02084071\r\n",
    ])
    func forms(_ text: String) throws {
        let labels = try labels(text)
        #expect(label(labels, "a/x.jpg") == 0)
        #expect(label(labels, "b/y.jpg") == 1)
        #expect(label(labels, "c/z.jpg") == nil)
    }

    /// A name that may mean several images labels none, and is counted.
    @Test func endsOfPathsDo() throws {
        let labels = try labels(
            "image,class\nx.jpg,dog\na/y.jpg,dog\nb/y.jpg,cat\nz,dog\nq.jpg,\nlong/way/w.jpg,cat\nnone.jpg,cat\n",
            images: ["somewhere/x.jpg", "c/y.jpg", "a/y.jpg", "a/z.jpg", "b/z.png", "q.jpg", "w.jpg"])
        #expect(label(labels, "somewhere/x.jpg") == 1)
        #expect(label(labels, "a/y.jpg") == 1)
        // Another folder's image is another image, whatever it is called.
        #expect(label(labels, "c/y.jpg") == nil)
        #expect(label(labels, "a/z.jpg") == nil && label(labels, "b/z.png") == nil)
        #expect(label(labels, "q.jpg") == nil)
        #expect(label(labels, "w.jpg") == 0)
        #expect(labels.remarks.count == 1)
        #expect(labels.remarks.allSatisfy { $0.contains(path) && $0.contains("“z” (a/z.jpg, b/z.png)") })
    }

    /// Two images of names that look the same have labels of their own.
    @Test func namesAreBytes() throws {
        let labels = try labels(
            "image,class\n\u{E9}.jpg,dog\ne\u{301}.jpg,cat\n", images: ["\u{E9}.jpg", "e\u{301}.jpg"])
        #expect(label(labels, "\u{E9}.jpg") == 1 && label(labels, "e\u{301}.jpg") == 0)
    }

    @Test func folders() throws {
        let labels = try ImageLabels(.folders, classes: Self.classes, images: [])
        #expect(label(labels, "train/dog/1.jpg") == 1)
        #expect(label(labels, "n02121620/1.jpg") == 0)
        #expect(label(labels, "puss/1.jpg") == 0)
        // A part of a name is no label. A number is a name before it is an index.
        #expect(label(labels, "do/1.jpg") == nil)
        #expect(label(labels, "1/1.jpg") == 1)
        #expect(label(labels, "0000/1.jpg") == 0)
        #expect(label(labels, "7/1.jpg") == 2)
        #expect(label(labels, "3/1.jpg") == nil)
        #expect(label(labels, "1.jpg") == nil)
        // The nearest folder that names a class, and a number only right above the image.
        #expect(label(labels, "cat/dog/holidays/1.jpg") == 1)
        #expect(label(labels, "dog/0/1.jpg") == 1)
        #expect(label(labels, "0/holidays/1.jpg") == nil)
    }

    /// Folders numbered 1 to K are reported, unless an offset says how they count.
    @Test func foldersThatCountFromOne() throws {
        func labels(_ folders: [String], offset: Int = 0) throws -> ImageLabels {
            let images = folders.map { $0 + "/x.jpg" }
            return try ImageLabels(.folders, classes: ClassList.numbered(3), images: images, offset: offset)
        }
        #expect(try labels(["1", "2", "3"]).remarks.count == 1)
        #expect(try labels(["001", "003"]).remarks.count == 1)
        for folders in [["0", "1", "2"], ["1", "2"], ["1", "3", "dog"], ["1", "4"], []] {
            #expect(try labels(folders).remarks.isEmpty, "\(folders)")
        }
        let settled = try labels(["1", "2", "3"], offset: -1)
        #expect(settled.remarks.isEmpty)
        #expect(["1", "2", "3"].map { label(settled, $0 + "/x.jpg") } == [0, 1, 2])
    }

    @Test(
        arguments: [
            ("", .empty), ("photo,wnid\n", .missingColumns(["image"], isOneEnough: false, header: ["photo", "wnid"])),
            (
                "image,kind\n",
                .missingColumns(["wnid", "class", "class_index"], isOneEnough: true, header: ["image", "kind"])
            ),
        ] as [(String, AnnotationError.FileProblem)])
    func whatIsRefused(_ text: String, _ problem: AnnotationError.FileProblem) throws {
        #expect(throws: AnnotationError.file(path: path, problem)) { try labels(text) }
    }

    @Test(
        arguments: [
            ("image,wnid\na.jpg,n00000000\n", 2, .unknownClass(column: "wnid", value: "n00000000", owner: .network)),
            ("image,class\n\na.jpg,do\n", 3, .unknownClass(column: "class", value: "do", owner: .network)),
            ("image,class\na.jpg,1\n", 2, .unknownClass(column: "class", value: "1", owner: .network)),
            ("image,class_index\na.jpg,3\n", 2, .indexOutOfRange(column: "class_index", value: "3", count: 3)),
            ("image,class_index\na.jpg,dog\n", 2, .unknownClass(column: "class_index", value: "dog", owner: .network)),
            ("image,class\na.jpg,dog\na.jpg,cat\n", 3, .contradiction(image: "a.jpg", column: "class")),
        ] as [(String, Int, AnnotationError.LineProblem)])
    func linesThatAreRefused(_ text: String, _ line: Int, _ problem: AnnotationError.LineProblem) throws {
        #expect(throws: AnnotationError.line(path: path, line: line, problem)) { try labels(text) }
    }

    /// An ambiguous name is an error with its candidates, not an unknown class.
    @Test func ambiguousClassesAreListed() throws {
        let classes = ["crane, bird", "crane, machine"].enumerated().map {
            ClassRecord(id: ClassID($0.offset), name: $0.element, wnid: nil)
        }
        try folder.write("image,class\na.jpg,Crane\n", to: "labels.csv")
        #expect(
            throws: AnnotationError.line(
                path: path, line: 2, .ambiguousClass(column: "class", value: "Crane", candidates: classes))
        ) { try ImageLabels(.file(path), classes: classes, images: ["a.jpg"]) }
    }
}
