import Annotations
import TestSupport
import Units

extension InputCase {
    static let labelTables: [InputCase] = [
        label("Column `wnid`", "commas", "image,wnid\na/x.jpg,n02121620\n", as: "a/x.jpg=0 b/y.jpg=-"),
        label("Column `class_index`", "before the image", "class_index,image\n1,b/y.jpg\n", as: "a/x.jpg=- b/y.jpg=1"),
        label(
            "Column `class_index`", "no such class", "image,class_index\na/x.jpg,3\n",
            refused: .unknownClass(column: "class_index", value: "3", owner: .network)),
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

    private static func labels(_ text: String, in folder: TemporaryFolder) throws -> String {
        try folder.write(text, to: "labels.csv")
        let images = ["a/x.jpg", "b/y.jpg"]
        let labels = try ImageLabels(.file(folder.file("labels.csv")), classes: classes, images: images)
        return images.map { "\($0)=\(labels.label(of: $0).map { "\($0.value)" } ?? "-")" }.joined(separator: " ")
    }
}
