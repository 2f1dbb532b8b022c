import Annotations
import ImageCollections
import TestSupport
import Units

extension InputCase {
    static let classNames: [InputCase] = [
        className("A number on the command line", "an index", "1", as: "1", typed: true),
        className("A number on the command line", "before a class of that name", "2", as: "2", typed: true),
        className("A name", "whole", "cat, puss", as: "0"),
        className("A name", "another case", "CAT, Puss", as: "0"),
        className("A name", "a synonym", "puss", as: "0"),
        className("A name", "a part, typed by a person", "fis", as: "4", typed: true),
        className("A name", "a part, in a file", "fis", as: "unknown"),
        className("A name", "that two classes have", "crane", as: "5 or 6"),
        className("A name", "composed otherwise", "e\u{301}clair", as: "7"),
        className("A name that is a number", "in a file", "1", as: "3"),
        className("A name that is a number", "an index that no class is called", "2", as: "2"),
        className("A wnid", "", "n02121620", as: "0"),
        className("A wnid", "in capitals", "N02121620", as: "0"),
        className("A wnid before the name", "a hyphen", "n02084071-Great_Dane", as: "1"),
        className("A wnid before the name", "of no class", "n00000000-dog", as: "unknown"),
        className("CUB's number before the name", "in the text", "002.Dog", as: "1"),
        className("CUB's number before the name", "in the list", "heron", as: "8"),
        className("CUB's number before the name", "in both", "009.Heron", as: "8"),
        className("CUB's number before the name", "a decimal number", "1.5", as: "unknown"),
    ]

    static let imageNames: [InputCase] = [
        imageName("The whole path", "", "pets/cat.jpg", as: "pets/cat.jpg"),
        imageName("The whole path", "spaces around it", "  pets/cat.jpg ", as: "pets/cat.jpg"),
        imageName("The whole path", "./ before it", "././pets/cat.jpg", as: "pets/cat.jpg"),
        imageName("The whole path", "backslashes", "pets\\cat.jpg", as: "pets/cat.jpg"),
        imageName("The whole path", "a backslash before it", ".\\pets\\cat.jpg", as: "pets/cat.jpg"),
        imageName("The whole path", "a name with spaces", " odd.png", as: " odd.png"),
        imageName("The end of the path", "", "pig.png", as: "farm/pig.png"),
        imageName("The end of the path", "of two images", "cat.jpg", as: "farm/cat.jpg or pets/cat.jpg"),
        imageName("The end of the path", "not after a slash", "ig.png", as: "none"),
        imageName("A longer path", "", "data/farm/pig.png", as: "farm/pig.png"),
        imageName("A longer path", "of Windows", "C:\\data\\farm\\pig.png", as: "farm/pig.png"),
        imageName("A longer path", "another folder", "zoo/pig.png", as: "none"),
        imageName("Without extension", "", "farm/pig", as: "farm/pig.png"),
        imageName("Without extension", "the end", "pig", as: "farm/pig.png"),
        imageName("Without extension", "of two images", "farm/hen", as: "farm/hen.jpg or farm/hen.png"),
        imageName("Another image extension", "", "farm/pig.jpg", as: "farm/pig.png"),
        imageName("Another image extension", "in capitals, the end of the path", "pig.TIFF", as: "farm/pig.png"),
        imageName("Another image extension", "behind the image's own", "farm/pig.png.jpg", as: "farm/pig.png"),
        imageName("Another image extension", "of two images", "hen.gif", as: "farm/hen.jpg or farm/hen.png"),
        imageName("Another image extension", "not of images", "farm/pig.csv", as: "none"),
        reads(
            "Another image extension", "in COCO's `file_name`", in: "Image names",
            as: "a.png label 1,2,5,8 | converted 1"
        ) { folder in
            let text =
                #"{"images": [{"id": 1, "file_name": "images/a.jpg"}], "#
                + #""annotations": [{"image_id": 1, "bbox": [1, 2, 4, 6]}]}"#
            return try BoxCase(files: ["boxes.json": text], path: "boxes.json").read(in: folder)
        },
        table(
            "labels", "image,class_index\nfarm/pig.jpg,1\npets/cat.png,2\n", as: "farm/pig.png 1, pets/cat.jpg 2"),
        table("labels, beside the image's own name", "image,class_index\npig.png,1\npig.jpg,2\n", as: "farm/pig.png 1"),
        imageName("Unicode", "composed otherwise", "e\u{301}.jpg", as: "none"),
    ]

    static let folderLabels: [InputCase] = [
        folder("A name", "whole", "dog/x.jpg", as: "1"),
        folder("A name", "a synonym", "puss/x.jpg", as: "0"),
        folder("A name", "a number", "1/x.jpg", as: "3"),
        folder("A name", "with CUB's number", "002.Dog/x.jpg", as: "1"),
        folder("A name", "of two classes", "crane/x.jpg", as: "-"),
        folder("A name", "a part", "do/x.jpg", as: "-"),
        folder("A wnid", "", "train/n02121620/x.jpg", as: "0"),
        folder("A number", "right above the image", "2/x.jpg", as: "2"),
        folder("A number", "with zeros before", "0002/x.jpg", as: "2"),
        folder("A number", "further up", "2/images/x.jpg", as: "-"),
        folder("A number", "too large", "99/x.jpg", as: "-"),
        folder("A number", "with an offset", "2/x.jpg", as: "1", offset: -1),
        folder("A number", "of a class called so, with an offset", "1/x.jpg", as: "3", offset: -1),
        folder("A number", "before the first, with an offset", "0/x.jpg", as: "-", offset: -1),
        folders("A number", "beside a folder that names a class", ["1", "2", "dog"], classes: classes, as: "3 - 1"),
        folders("A number", "beside a name of two classes", ["2", "crane"], classes: classes, as: "- -"),
        folders("A number", "of a class, and of none", ["2", "99"], classes: ClassList.numbered(3), as: "2 -"),
        folders("A number", "from 0", ["0", "1", "2"], classes: ClassList.numbered(3), as: "0 1 2"),
        folders("A number", "from 1 to the count", ["1", "2", "3"], classes: ClassList.numbered(3), as: "- - -"),
        folders("A number", "from 01 to the count", ["01", "03"], classes: ClassList.numbered(3), as: "- -"),
        folders("A number", "from 1, below the count", ["1", "2"], classes: ClassList.numbered(3), as: "1 2"),
        folders(
            "A number", "from 1 to the count, with an offset", ["1", "2", "3"], classes: ClassList.numbered(3),
            as: "0 1 2", offset: -1),
        folder("Deeper folders", "images in a folder of the class", "train/dog/images/x.jpg", as: "1"),
        folder("Deeper folders", "the nearest class", "cat/dog/x.jpg", as: "1"),
        folder("Deeper folders", "numbers below the class", "dog/2/x.jpg", as: "1"),
        folder("Deeper folders", "two classes of the name stop the search", "dog/crane/x.jpg", as: "-"),
        folder("No folder", "", "x.jpg", as: "-"),
        listed("Hidden and system files", "dot files", [".x.jpg", "._x.jpg", "x.jpg"], as: "x.jpg"),
        listed("Hidden and system files", "of macOS's archives", ["__MACOSX/dog/x.jpg", "dog/x.jpg"], as: "dog/x.jpg"),
        listed("Hidden and system files", "of Synology's servers", ["dog/@eaDir/x.jpg", "dog/x.jpg"], as: "dog/x.jpg"),
        listed(
            "Hidden and system files", "of notebooks", ["dog/.ipynb_checkpoints/x.jpg", "dog/x.jpg"], as: "dog/x.jpg"),
        reads("Lists of images", "a byte order mark", in: "Labels from folders", as: "x.jpg y.jpg") { folder in
            try folder.write("\u{FEFF}x.jpg\ny.jpg\n", to: "list.txt")
            return try PathList(path: folder.file("list.txt")).entries.map(\.path).joined(separator: " ")
        },
        refuses(
            "Lists of images", "an archive", in: "Labels from folders",
            with: { CollectionError.notText(path: $0.file("list.txt"), kind: "a zip archive") }
        ) { folder in
            try folder.write("PK\u{3}\u{4}\0\0", to: "list.txt")
            return "\(try PathList(path: folder.file("list.txt")).entries.count)"
        },
    ]

    private static let classes = [
        ("cat, puss", "n02121620"), ("dog", "n02084071"), ("bird", nil), ("1", nil), ("fish", nil), ("crane", nil),
        ("crane", nil), ("\u{E9}clair", nil), ("009.Heron", nil),
    ].enumerated().map { ClassRecord(id: ClassID($0.offset), name: $0.element.0, wnid: $0.element.1) }

    private static func className(
        _ form: String, _ name: String, _ text: String, as value: String, typed: Bool = false
    ) -> InputCase {
        reads(form, name, in: "Class names", as: value) { _ in
            let resolver = ClassResolver(classes)
            do throws(AnnotationError) {
                return "\(typed ? try resolver.resolve(text).id : try resolver.resolve(text, as: .any).id)"
            } catch {
                return meaning(of: error)
            }
        }
    }

    private static func meaning(of error: AnnotationError) -> String {
        switch error {
        case .ambiguousClass(_, let candidates): candidates.map { "\($0.id)" }.joined(separator: " or ")
        case .unknownClass: "unknown"
        default: "\(error)"
        }
    }

    private static func imageName(_ form: String, _ name: String, _ text: String, as value: String) -> InputCase {
        reads(form, name, in: "Image names", as: value) { _ in
            let paths = [
                "pets/cat.jpg", "farm/cat.jpg", "farm/pig.png", "farm/hen.jpg", "farm/hen.png", " odd.png",
                "\u{E9}.jpg",
            ]
            switch ImageResolver(paths).match(text) {
            case .one(let path): return path.text
            case .none: return "none"
            case .several(let found): return found.map(\.text).joined(separator: " or ")
            }
        }
    }

    /// The labels of a table.
    private static func table(_ name: String, _ text: String, as value: String) -> InputCase {
        reads("Another image extension", name, in: "Image names", as: value) { folder in
            let paths = ["pets/cat.jpg", "farm/pig.png"]
            let file = try folder.write(text, to: "labels.csv")
            let labels = try ImageLabels(.file(file), classes: ClassList.numbered(3), images: paths)
            return paths.sorted().compactMap { path in labels.label(of: path).map { "\(path) \($0)" } }
                .joined(separator: ", ")
        }
    }

    private static func folder(
        _ form: String, _ name: String, _ path: String, as value: String, offset: Int = 0
    ) -> InputCase {
        reads(form, name, in: "Labels from folders", as: value) { _ in
            let labels = try ImageLabels(.folders, classes: classes, images: [path], offset: offset)
            return labels.label(of: path).map { "\($0)" } ?? "-"
        }
    }

    /// The labels of the images in folders of one collection.
    private static func folders(
        _ form: String, _ name: String, _ folders: [String], classes: [ClassRecord], as value: String, offset: Int = 0
    ) -> InputCase {
        reads(form, name, in: "Labels from folders", as: value) { _ in
            let images = folders.map { $0 + "/x.jpg" }
            let labels = try ImageLabels(.folders, classes: classes, images: images, offset: offset)
            return images.map { image in labels.label(of: image).map { "\($0)" } ?? "-" }.joined(separator: " ")
        }
    }

    private static func listed(_ form: String, _ name: String, _ paths: [String], as value: String) -> InputCase {
        reads(form, name, in: "Labels from folders", as: value) { folder in
            for path in paths { try folder.write("", to: "images/" + path) }
            return try ImageFolder.list(folder.file("images")).map(\.path).joined(separator: " ")
        }
    }
}
