import Annotations
import TestSupport
import Testing
import Units

struct ImageLabelsTests {
    private static let classes = [("cat, puss", "n02121620"), ("dog", "n02084071"), ("7", nil)].enumerated().map {
        ClassRecord(id: ClassID($0.offset), name: $0.element.0, wnid: $0.element.1)
    }

    private func labels(_ text: String) throws -> ImageLabels {
        let folder = try TemporaryFolder()
        return try ImageLabels(.file(try folder.write(text, to: "labels.csv")), classes: Self.classes)
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

    @Test func endsOfPathsDo() throws {
        let labels = try labels(
            "image,class\nx.jpg,dog\na/y.jpg,dog\nb/y.jpg,cat\na/z.jpg,dog\nb/z.jpg,dog\nq.jpg,\n")
        #expect(label(labels, "somewhere/x.jpg") == 1)
        #expect(label(labels, "c/y.jpg") == nil)
        #expect(label(labels, "a/y.jpg") == 1)
        #expect(label(labels, "some/a/y.jpg") == 1)
        #expect(label(labels, "y.jpg") == nil)
        #expect(label(labels, "z.jpg") == 1)
        // Another folder's image is another image, whatever it is called.
        #expect(label(labels, "c/z.jpg") == nil)
        #expect(label(labels, "ca/y.jpg") == nil)
        #expect(label(labels, "q.jpg") == nil)
    }

    @Test func folders() throws {
        let labels = try ImageLabels(.folders, classes: Self.classes)
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
        #expect(label(labels, "dog/holidays/1.jpg") == nil)
    }

    @Test(arguments: [
        ("", "is empty"), ("path,wnid\n", "no column “image”"), ("image,label\n", "none of the columns"),
        ("image,wnid\na.jpg,n00000000\n", "line 2: the network has no class of the wnid “n00000000”"),
        ("image,class\n\na.jpg,do\n", "line 3"), ("image,class_index\na.jpg,3\n", "line 2"),
        ("image,class_index\na.jpg,dog\n", "line 2"), ("image,class\na.jpg,dog\na.jpg,cat\n", "line 3: “a.jpg”"),
    ])
    func whatIsRefused(_ text: String, _ reason: String) throws {
        let error = #expect(throws: AnnotationError.self) { _ = try labels(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
