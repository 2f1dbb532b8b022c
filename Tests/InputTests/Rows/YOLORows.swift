@testable import Annotations
import TestSupport
import Units

extension InputCase {
    static let yolo: [InputCase] = [
        folder("Label files", "beside the names", ["a.txt": line, "classes.txt": "cat\ndog\n"], as: dog),
        folder(
            "Label files", "several lines, blank ones and tabs",
            ["a.txt": "1\t0.5\t0.5\t0.2\t0.25\n\n0 0.1 0.1 0.2 0.2\r\n", "classes.txt": "cat\ndog\n"],
            as: dog + "; cat 0,0,20,16"),
        folder("Label files", "empty", ["a.txt": line, "b.txt": "", "classes.txt": "cat\ndog\n"], as: dog),
        folder(
            "Label files", "lists and notes beside them",
            [
                "a.txt": line, "train.txt": "images/a.png\n", "README.dataset.txt": "notes", "._a.txt": "\u{0}",
                "classes.txt": "cat\ndog\n",
            ], as: dog),
        folder(
            "Label files", "up to the edge", ["a.txt": "1 0.5 0.5 1 1\n", "classes.txt": "cat\ndog\n"],
            as: "a.png dog 0,0,100,80"),
        folder(
            "`labels/` beside `images/`", "in parts of the dataset",
            [
                "labels/train/a.txt": line, "labels/val/b.txt": "0 0.5 0.5 0.5 0.5\n",
                "data.yaml": "names: [cat, dog]\n",
            ],
            as: dog + " | b.jpg cat 16,16,48,48"),
        folder(
            "`labels/` beside `images/`", "subfolders tell images apart",
            ["labels/cats/1.txt": "0 0.5 0.5 0.2 0.2\n", "data.yaml": "names: [cat, dog]\n"],
            as: "cats/1.png cat 4,4,6,6"),
        boxes(
            section, "`labels/` beside `images/`", "the folder of labels given",
            ["data/labels/train/a.txt": line, "data/data.yaml": "names: [cat, dog]\n"], "data/labels/train", as: dog),
        names("a list in brackets", "nc: 2\nnames: ['cat', \"dog\"]  # two\n"),
        names("a list in brackets over lines", "names: [cat,\n  dog]\n"),
        names("a list in a block", "names:\n  - cat\n  - dog\nnc: 2\n"),
        names("a list without indent", "names:\n- cat\n- dog\nval: images\n"),
        names("a mapping in a block", "names:\n  0: cat\n  1: dog\n"),
        names("a mapping in braces", "names: {0: cat, 1: dog}\n"),
        folder(
            "Names in `data.yaml`", "a comma in quotes",
            ["a.txt": line, "data.yaml": "names: ['cat', 'dog, big']\n"], as: "a.png dog, big 40,30,60,50"),
        folder(
            "Names in `data.yaml`", "a number is missing",
            ["a.txt": line, "data.yaml": "names:\n  0: cat\n  2: dog\n"],
            refused: { .file(path: $0.file("yolo"), .noClassNames) }),
        folder(
            "Names in `classes.txt` or `*.names`", "`obj.names`", ["a.txt": line, "obj.names": "cat\ndog\n"], as: dog),
        folder(
            "Names in `classes.txt` or `*.names`", "beside the label files of a folder",
            ["labels/a.txt": line, "labels/classes.txt": "cat\ndog\n"], as: dog),
        folder(
            "Names in `classes.txt` or `*.names`", "a folder of that name",
            ["a.txt": line, "x.names/y.jpg": "", "z.names": "cat\ndog\n"], as: dog),
        folder(
            "Names in `classes.txt` or `*.names`", "none", ["a.txt": line],
            refused: { .file(path: $0.file("yolo"), .noClassNames) }),
        folder(
            "Names in `classes.txt` or `*.names`", "too few",
            ["a.txt": "5 0.5 0.5 0.2 0.25\n" + line, "classes.txt": "cat\ndog\n"], as: dog + " | unknownCategory 1"),
        folder(
            "Outlines", "three points", ["a.txt": "1 0.1 0.1 0.3 0.1 0.2 0.5\n", "classes.txt": "cat\ndog\n"],
            as: "a.png dog 10,8,30,40"),
        folder(
            "Outlines", "the four corners of a turned box",
            ["a.txt": "1 0.2 0.1 0.4 0.3 0.3 0.5 0.1 0.3\n", "classes.txt": "cat\ndog\n"], as: "a.png dog 10,8,40,40"),
        folder(
            "Keypoints", "with `kpt_shape`",
            ["a.txt": "1 0.5 0.5 0.2 0.25 0.9 0.9\n", "data.yaml": "kpt_shape: [1, 2]\nnames: [cat, dog]\n"], as: dog),
        folder(
            "Lines that are not labels", "pixels", ["a.txt": line + "0 50 40 20 20\n", "classes.txt": "cat\ndog\n"],
            as: dog + " | invalidBox 1"),
        folder(
            "Lines that are not labels", "too few numbers",
            ["a.txt": line + "0 0.5 0.5\n", "classes.txt": "cat\ndog\n"],
            as: dog + " | invalidBox 1"),
        folder(
            "Lines that are not labels", "a confidence, as detectors write",
            ["a.txt": line + "0 0.5 0.5 0.2 0.25 0.9\n", "classes.txt": "cat\ndog\n"], as: dog + " | invalidBox 1"),
        folder(
            "Lines that are not labels", "a name for the number",
            ["a.txt": line + "dog 0.5 0.5 0.2 0.25\n", "classes.txt": "cat\ndog\n"], as: dog + " | invalidBox 1"),
        folder(
            "Lines that are not labels", "no other", ["a.txt": "0 0.5\n", "classes.txt": "cat\ndog\n"],
            refused: {
                .line(
                    path: $0.file("yolo/a.txt"), line: 1, .benchmarkBox("class x y width height, as fractions"))
            }),
    ]

    private static let section = "Boxes: YOLO"
    private static let line = "1 0.5 0.5 0.2 0.25\n"
    private static let dog = "a.png dog 40,30,60,50"

    private static func folder(_ form: String, _ name: String, _ files: [String: String], as value: String) -> InputCase
    {
        boxes(section, form, name, inside(files), "yolo", as: value)
    }

    private static func folder(
        _ form: String, _ name: String, _ files: [String: String],
        refused error: @escaping @Sendable (TemporaryFolder) -> AnnotationError
    ) -> InputCase {
        boxes(section, form, name, inside(files), "yolo", refused: error)
    }

    private static func inside(_ files: [String: String]) -> [String: String] {
        Dictionary(files.map { ("yolo/" + $0, $1) }) { first, _ in first }
    }

    private static func names(_ name: String, _ yaml: String) -> InputCase {
        folder("Names in `data.yaml`", name, ["a.txt": line, "data.yaml": yaml], as: dog)
    }
}
