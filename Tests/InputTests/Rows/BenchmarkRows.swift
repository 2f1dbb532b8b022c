@testable import Annotations
import ImageCollections
import TestSupport
import Units

extension InputCase {
    static let benchmarkBoxes: [InputCase] = [
        list(
            "wsolevaluation: `localization.txt`", "the file", ["localization.txt": "a.png,60,27,85,71\n"],
            "localization.txt", as: "a.png label 60,27,85,71"),
        list(
            "wsolevaluation: `localization.txt`", "the folder, with labels",
            [
                "CUB/test/localization.txt": "a.png,60,27,85,71\nb.jpg,0,0,64,64\n",
                "CUB/test/image_ids.txt": "a.png\nb.jpg\n", "CUB/test/class_labels.txt": "a.png,0\nb.jpg,1\n",
            ], "CUB/test", as: "a.png label 60,27,85,71 | b.jpg label 0,0,64,64"),
        list(
            "wsolevaluation: `localization.txt`", "several boxes, and paths above the image folder",
            ["localization.txt": "val/a.png,1,2,3,4\nval/a.png,5,6,7,8\n"], "localization.txt",
            as: "a.png label 1,2,3,4; label 5,6,7,8"),
        list(
            "wsolevaluation: `localization.txt`", "a malformed line",
            ["localization.txt": "a.png,1,2,3\na.png,1,2,3,4\n"],
            "localization.txt", as: "a.png label 1,2,3,4 | invalidBox 1"),
        list(
            "wsolevaluation: `image_sizes.txt`", "twice the image's",
            ["m/localization.txt": "a.png,10,20,40,60\n", "m/image_sizes.txt": "a.png,200,160\n"], "m",
            as: "a.png label 5,10,20,30"),
        list(
            "wsolevaluation: `image_sizes.txt`", "of another picture",
            ["m/localization.txt": "a.png,10,20,40,60\n", "m/image_sizes.txt": "a.png,100,100\n"], "m",
            as: "differentSize 1"),
        list("CUB-200-2011", "the folder", cub, "cub", as: "a.png label(001.Albatross) 60,27,92,71"),
        list(
            "CUB-200-2011", "`bounding_boxes.txt`", cub, "cub/bounding_boxes.txt",
            as: "a.png label(001.Albatross) 60,27,92,71"),
        list(
            "CUB-200-2011", "without classes",
            ["cub/images.txt": "1 001.Albatross/a.png\n", "cub/bounding_boxes.txt": "1 60.0 27.0 32.0 44.0\n"], "cub",
            as: "a.png label 60,27,92,71"),
        list(
            "CUB-200-2011", "an image that is not listed",
            [
                "cub/images.txt": "1 001.Albatross/a.png\n",
                "cub/bounding_boxes.txt": "1 60.0 27.0 32.0 44.0\n2 1 1 1 1\n",
            ], "cub", as: "a.png label 60,27,92,71 | unknownImage 1"),
        boxes(section, "CUB-200-2011", "without `images.txt`", ["cub/bounding_boxes.txt": "1 1 1 1 1\n"], "cub") {
            .unreadable(.missingFile(path: $0.file("cub/images.txt")))
        },
        // The XML of the same image says the same box: see Pascal VOC.
        list(
            "Kaggle's ImageNet localization", "one box", ["LOC_val_solution.csv": kaggle("a,n02084071 1 2 5 6 ")],
            "LOC_val_solution.csv", as: "a.png n02084071 0,1,5,6"),
        list(
            "Kaggle's ImageNet localization", "several boxes",
            ["LOC_val_solution.csv": kaggle("a,n02084071 1 2 5 6 n02121620 10 20 30 40\nb,n02084071 1 1 64 64")],
            "LOC_val_solution.csv",
            as: "a.png n02084071 0,1,5,6; n02121620 9,19,30,40 | b.jpg n02084071 0,0,64,64"),
        list(
            "Kaggle's ImageNet localization", "none", ["s.csv": kaggle("a,n02084071 1 2 5 6\nb,")], "s.csv",
            as: "a.png n02084071 0,1,5,6"),
        list(
            "Kaggle's ImageNet localization", "a list that ends early",
            ["s.csv": kaggle("a,n02084071 1 2 5 6\nb,n02084071 1 2 5")], "s.csv",
            as: "a.png n02084071 0,1,5,6 | invalidBox 1"),
        list(
            "Kaggle's ImageNet localization", "reversed ends",
            ["s.csv": kaggle("a,n02084071 9 2 5 6 n02084071 1 2 5 6")],
            "s.csv", as: "a.png n02084071 0,1,5,6 | invalidBox 1"),
        tiny(
            "`val_annotations.txt`", ["val/val_annotations.txt": "b.jpg\tn03444034\t0\t32\t44\t62\n"],
            "val/val_annotations.txt", as: "b.jpg n03444034 0,32,45,63"),
        tiny(
            "the whole image", ["val/val_annotations.txt": "b.jpg\tn03444034\t0\t0\t63\t63\n"], "val",
            as: "b.jpg n03444034 0,0,64,64"),
        tiny(
            "`n01443537_boxes.txt`", ["train/n01443537/n01443537_boxes.txt": "b.jpg\t0\t10\t63\t58\n"], "train",
            as: "b.jpg n01443537 0,10,64,59"),
        tiny(
            "images enlarged to 10×10 and less", ["val_annotations.txt": "cats/1.png\tn01443537\t0\t32\t63\t63\n"],
            "val_annotations.txt", as: "cats/1.png n01443537 0,5,10,10"),
        tiny(
            "a malformed line",
            ["val_annotations.txt": "b.jpg\tn03444034\t0\t32\nb.jpg\tn03444034\t0\t32\t44\t62\n"],
            "val_annotations.txt",
            as: "b.jpg n03444034 0,32,45,63 | invalidBox 1"),
        openImages("labels", "a,xclick,/m/0bt9lr,1,0.1,0.5,0.25,1,0,0,0,0,0", as: "a.png /m/0bt9lr 10,20,50,80"),
        openImages(
            "names of labels", "a,xclick,/m/0bt9lr,1,0.1,0.5,0.25,1,0,0,0,0,0",
            more: ["class-descriptions-boxable.csv": "/m/0bt9lr,Dog\n/m/01yrx,Cat\n"], as: "a.png Dog 10,20,50,80"),
        openImages(
            "groups", "a,xclick,/m/0bt9lr,1,0.1,0.5,0.25,1,0,0,1,0,0\na,xclick,/m/01yrx,1,0,1,0,1,0,0,0,0,0",
            as: "a.png /m/01yrx 0,0,100,80"),
        openImages(
            "pixels", "a,xclick,/m/0bt9lr,1,10,50,20,80,0,0,0,0,0\na,xclick,/m/01yrx,1,0,1,0,1,0,0,0,0,0",
            as: "a.png /m/01yrx 0,0,100,80 | invalidBox 1"),
        openImages(
            "reversed ends", "a,xclick,/m/0bt9lr,1,0.5,0.1,0.2,1,0,0,0,0,0\na,xclick,/m/01yrx,1,0,1,0,1,0,0,0,0,0",
            as: "a.png /m/01yrx 0,0,100,80 | invalidBox 1"),
    ]

    private static let section = "Boxes: other benchmarks"

    private static let cub = [
        "cub/images.txt": "1 001.Albatross/a.png\n", "cub/image_class_labels.txt": "1 1\n",
        "cub/classes.txt": "1 001.Albatross\n", "cub/bounding_boxes.txt": "1 60.0 27.0 32.0 44.0\n",
    ]

    private static func list(
        _ form: String, _ name: String, _ files: [String: String], _ path: String, as value: String
    ) -> InputCase {
        boxes(section, form, name, files, path, as: value)
    }

    private static func tiny(_ name: String, _ files: [String: String], _ path: String, as value: String) -> InputCase {
        list("Tiny ImageNet", name, files, path, as: value)
    }

    private static func kaggle(_ rows: String) -> String { "ImageId,PredictionString\n" + rows + "\n" }

    private static func openImages(
        _ name: String, _ rows: String, more: [String: String] = [:], as value: String
    ) -> InputCase {
        var files = more
        files["boxes.csv"] =
            "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside\n"
            + rows + "\n"
        return list("Open Images", name, files, "boxes.csv", as: value)
    }
}
