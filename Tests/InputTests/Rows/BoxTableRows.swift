@testable import Annotations
import TestSupport
import Units

extension InputCase {
    static let boxTables: [InputCase] = [
        table(
            "Columns `image,x0,y0,x1,y1`", "whole numbers", "image,x0,y0,x1,y1\na.png,1,2,3,4\n",
            as: "a.png label 1,2,3,4"),
        table(
            "Columns `image,x0,y0,x1,y1`", "fractional numbers", "image,x0,y0,x1,y1\na.png,1.5,2.25,3,4e1\n",
            as: "a.png label 1.5,2.25,3,40"),
        table(
            "Columns `image,x0,y0,x1,y1`", "in another order, with others", "y1,x1,note,y0,x0,image\n4,3,x,2,1,a.png\n",
            as: "a.png label 1,2,3,4"),
        table(
            "Columns `image,x0,y0,x1,y1`", "quotes, capitals and spaces",
            "\"Image\", X0,y0,x1,Y1\n\"a.png\", 1 ,2,3,4\n", as: "a.png label 1,2,3,4"),
        table(
            "Columns `image,x0,y0,x1,y1`", "several boxes of an image",
            "image,x0,y0,x1,y1\na.png,1,2,3,4\nb.jpg,0,0,64,64\na.png,5,6,7,8\n",
            as: "a.png label 1,2,3,4; label 5,6,7,8 | b.jpg label 0,0,64,64"),
        table(
            "Columns `image,x0,y0,x1,y1`", "without extensions", "image,x0,y0,x1,y1\na,1,2,3,4\nb,0,0,9,9\n",
            as: "a.png label 1,2,3,4 | b.jpg label 0,0,9,9"),
        table(
            "Columns `image,x0,y0,x1,y1`", "a name of two images",
            "image,x0,y0,x1,y1\n1.png,1,2,3,4\ncats/1.png,1,2,3,4\n",
            as: "cats/1.png label 1,2,3,4 | ambiguous 1"),
        table(
            "Columns `image,x0,y0,x1,y1`", "images of another collection",
            "image,x0,y0,x1,y1\nz.png,1,2,3,4\na.png,1,2,3,4\n", as: "a.png label 1,2,3,4 | not in the atlas 1"),
        table(
            "Columns `image,x0,y0,x1,y1`", "one is missing", "image,x0,y0,x1\na.png,1,2,3\n",
            refused: .file(
                path: "boxes.csv",
                .missingColumns(["y1"], isOneEnough: false, header: ["image", "x0", "y0", "x1"]))),
        table(
            "Columns `image,x0,y0,x1,y1`", "no rows", "image,x0,y0,x1,y1\n", refused: .file(path: "boxes.csv", .noBoxes)
        ),
        table(
            "Columns `image,x0,y0,x1,y1`", "file_name", "file_name,x0,y0,x1,y1\na.png,1,2,3,4\n",
            as: "a.png label 1,2,3,4"),
        table(
            "Columns `image,x0,y0,x1,y1`", "JSON Lines",
            #"{"image": "a.png", "x0": 1, "y0": 2.5, "x1": 3, "y1": 4}"#, as: "a.png label 1,2.5,3,4"),
        table(
            "Columns `width` and `height`", "twice the image's",
            "image,width,height,x0,y0,x1,y1\na.png,200,160,2,4,6,8\n", as: "a.png label 1,2,3,4"),
        table(
            "Columns `width` and `height`", "of another picture",
            "image,width,height,x0,y0,x1,y1\na.png,80,80,2,4,6,8\n", as: "differentSize 1"),
        table(
            "Column `class` or `wnid`", "names, and none",
            "image,x0,y0,x1,y1,class\na.png,1,2,3,4,dog\na.png,1,2,3,4,\n",
            as: "a.png dog 1,2,3,4; label 1,2,3,4"),
        table(
            "Column `class` or `wnid`", "wnids", "image,wnid,x0,y0,x1,y1\na.png,n02084071,1,2,3,4\n",
            as: "a.png n02084071 1,2,3,4"),
        table(
            "Column `class_index`", "numbers", "image,x0,y0,x1,y1,class_index\na.png,1,2,3,4,7\n",
            as: "a.png #7 1,2,3,4"),
        table(
            "Column `class_index`", "text", "image,x0,y0,x1,y1,class_index\na.png,1,2,3,4,dog\na.png,1,2,3,4,0\n",
            as: "a.png #0 1,2,3,4 | unknownCategory 1"),
        table(
            "Rows that are not boxes", "text for a number", "image,x0,y0,x1,y1\na.png,x,2,3,4\na.png,1,2,3,4\n",
            as: "a.png label 1,2,3,4 | invalidBox 1"),
        table(
            "Rows that are not boxes", "an empty field", "image,x0,y0,x1,y1\na.png,1,2,,4\na.png,1,2,3,4\n",
            as: "a.png label 1,2,3,4 | noBox 1"),
        table(
            "Rows that are not boxes", "reversed ends", "image,x0,y0,x1,y1\na.png,5,2,3,4\na.png,1,2,3,4\n",
            as: "a.png label 1,2,3,4 | invalidBox 1"),
        table(
            "Rows that are not boxes", "infinite and undefined numbers",
            "image,x0,y0,x1,y1\na.png,nan,2,3,4\na.png,1,2,inf,4\na.png,1,2,3,4\n",
            as: "a.png label 1,2,3,4 | invalidBox 2"),
        table(
            "Rows that are not boxes", "no other row", "image,x0,y0,x1,y1\na.png,5,2,3,4\n",
            refused: .line(path: "boxes.csv", line: 2, .reversedBox)),
        table(
            "Boxes as fractions", "all of them", "image,x0,y0,x1,y1\na.png,0.1,0.2,0.5,1\n",
            refused: .file(path: "boxes.csv", .fractions)),
        table(
            "Boxes that extend beyond the image", "cut", "image,x0,y0,x1,y1\na.png,-5,70,120,90\n",
            as: "a.png label 0,70,100,80"),
        table(
            "Boxes outside the image", "to its right", "image,x0,y0,x1,y1\na.png,100,0,120,80\na.png,1,2,3,4\n",
            as: "a.png label 1,2,3,4 | outside 1"),
        table(
            "Boxes that extend beyond the image", "huge numbers", "image,x0,y0,x1,y1\na.png,-1e300,0,1e300,9\n",
            as: "a.png label 0,0,100,9"),
        classes("a class called so", "2", names: ["0", "1", "10", "2"], as: "3"),
        classes("no class called so, and others are numbers", "3", names: ["0", "1", "10", "2"], as: ""),
        classes("no class is a number", "1", names: ["cat", "dog"], as: "1"),
        classes("zero-padded names", "02", names: ["00", "01", "02"], as: "2"),
        classes("a name of two classes", "crane", names: ["crane, bird", "crane, machine", "dog"], as: "0 1"),
        classes("another case and normalization", "CAFE\u{301}", names: ["caf\u{E9}"], as: "0"),
    ]

    private static let section = "Boxes: CSV"

    private static func table(_ form: String, _ name: String, _ text: String, as value: String) -> InputCase {
        boxes(section, form, name, ["boxes.csv": text], "boxes.csv", as: value)
    }

    private static func table(
        _ form: String, _ name: String, _ text: String, refused error: AnnotationError
    ) -> InputCase {
        boxes(section, form, name, ["boxes.csv": text], "boxes.csv") { error.inside($0) }
    }

    /// The labels of images for which a box of a name counts.
    private static func classes(_ name: String, _ text: String, names: [String], as value: String) -> InputCase {
        reads("Numbers as class names", name, in: section, as: value) { folder in
            try folder.write("image,x0,y0,x1,y1,class\na.png,1,2,3,4,\(text)\n", to: "boxes.csv")
            let records = names.enumerated().map { ClassRecord(id: ClassID($0.offset), name: $0.element, wnid: nil) }
            var found = ImageBoxes(
                try BoxAnnotations(path: folder.file("boxes.csv")), images: ["a.png"], classes: records)
            let image = BoxCase.image("a.png", 100, 80)
            return records.map(\.id).filter { !found.boxes(of: image, label: $0).isEmpty }.map { "\($0.value)" }
                .joined(separator: " ")
        }
    }
}

extension AnnotationError {
    /// The same error of a file inside of a folder.
    func inside(_ folder: TemporaryFolder) -> AnnotationError {
        switch self {
        case .file(let path, let problem): .file(path: folder.file(path), problem)
        case .line(let path, let line, let problem): .line(path: folder.file(path), line: line, problem)
        case .maskSize(let path, let mask, let image): .maskSize(path: folder.file(path), mask: mask, image: image)
        default: self
        }
    }
}
