@testable import Annotations
import TestSupport
import Units

extension InputCase {
    static let coco: [InputCase] = [
        file("`bbox`", "whole numbers", [annotation()], as: "a.png dog 1,2,5,8"),
        file("`bbox`", "fractional numbers", [annotation(bbox: "[1.5, 2, 3.25, 4]")], as: "a.png dog 1.5,2,4.75,6"),
        file("`bbox`", "of the image", [annotation(bbox: "[0, 0, 100, 80]")], as: "a.png dog 0,0,100,80"),
        file("`bbox`", "beyond the image", [annotation(bbox: "[-5, -5, 200, 20]")], as: "a.png dog 0,0,100,15"),
        file(
            "`bbox`", "several of an image", [annotation(), annotation(bbox: "[0, 0, 9, 9]")],
            as: "a.png dog 1,2,5,8; dog 0,0,9,9"),
        file("`bbox`", "with a byte order mark", [annotation()], mark: true, as: "a.png dog 1,2,5,8"),
        file("`width` and `height`", "the image's", [annotation()], size: (100, 80), as: "a.png dog 1,2,5,8"),
        file(
            "`width` and `height`", "twice the image's", [annotation(bbox: "[10, 20, 30, 40]")], size: (200, 160),
            as: "a.png dog 5,10,20,30"),
        file("`width` and `height`", "other proportions", [annotation()], size: (80, 80), as: "differentSize 1"),
        file(
            "`width` and `height`", "exchanged, without a turn", [annotation()], size: (80, 100), as: "differentSize 1"),
        file("`width` and `height`", "zero", [annotation()], size: (0, 0), as: "a.png dog 1,2,5,8"),
        file(
            "`width` and `height`", "too small for the box", [annotation(bbox: "[10, 20, 60, 40]")], size: (50, 40),
            as: "differentSize 1"),
        text(
            "Identifiers", "text",
            #"{"images": [{"id": "x1", "file_name": "a.png"}], "categories": [{"id": "c", "name": "dog"}], "#
                + #""annotations": [{"id": "u", "image_id": "x1", "category_id": "c", "bbox": [1, 2, 4, 6]}]}"#,
            as: "a.png dog 1,2,5,8"),
        text(
            "Identifiers", "a number here and its text there",
            #"{"images": [{"id": 1, "file_name": "a.png"}], "categories": [{"id": "3", "name": "dog"}], "#
                + #""annotations": [{"image_id": "1", "category_id": 3, "bbox": [1, 2, 4, 6]}]}"#,
            as: "a.png dog 1,2,5,8"),
        text(
            "Identifiers", "two images of one",
            #"{"images": [{"id": 1, "file_name": "a.png"}, {"id": 1, "file_name": "b.jpg"}, {"id": 2, "file_name": "b.jpg"}], "#
                + #""annotations": [{"image_id": 1, "bbox": [1, 2, 4, 6]}, {"image_id": 2, "bbox": [1, 2, 4, 6]}]}"#,
            as: "b.jpg label 1,2,5,8 | unknownImage 1"),
        text(
            "Identifiers", "two categories of one",
            #"{"images": [{"id": 1, "file_name": "a.png"}], "#
                + #""categories": [{"id": 1, "name": "cat"}, {"id": 1, "name": "dog"}, {"id": 2, "name": "pig"}], "#
                + #""annotations": [{"image_id": 1, "category_id": 1, "bbox": [1, 2, 4, 6]}, "#
                + #"{"image_id": 1, "category_id": 2, "bbox": [1, 2, 4, 6]}]}"#,
            as: "a.png pig 1,2,5,8 | unknownCategory 1"),
        file("`iscrowd`", "0", [annotation(more: #", "iscrowd": 0"#)], as: "a.png dog 1,2,5,8"),
        file("`iscrowd`", "false", [annotation(more: #", "iscrowd": false"#)], as: "a.png dog 1,2,5,8"),
        file(
            "`iscrowd`", "1 and true",
            [annotation(), annotation(more: #", "iscrowd": 1"#), annotation(more: #", "iscrowd": true"#)],
            as: "a.png dog 1,2,5,8"),
        file(
            "`segmentation` without `bbox`", "a polygon",
            [annotation(bbox: nil, more: #", "segmentation": [[10, 20, 30, 25, 15, 40]]"#)], as: "a.png dog 10,20,30,40"
        ),
        file(
            "`segmentation` without `bbox`", "a polygon without the list around it",
            [annotation(bbox: nil, more: #", "segmentation": [10, 20, 30, 25, 15, 40]"#)], as: "a.png dog 10,20,30,40"),
        file(
            "`segmentation` without `bbox`", "polygons, and null for the box",
            [annotation(bbox: "null", more: #", "segmentation": [[1, 2, 3, 2, 3, 4], [50, 60, 55, 60, 55, 70.5]]"#)],
            as: "a.png dog 1,2,55,70.5"),
        // Of a picture of 4 rows: columns 1 and 2 whole but for the first pixel.
        file(
            "`segmentation` without `bbox`", "runs",
            [annotation(bbox: nil, more: #", "segmentation": {"counts": [5, 7, 88], "size": [4, 25]}"#)],
            as: "a.png dog 1,0,3,4"),
        file(
            "`segmentation` without `bbox`", "runs within a column",
            [annotation(bbox: nil, more: #", "segmentation": {"counts": [5, 2, 93], "size": [4, 25]}"#)],
            as: "a.png dog 1,1,2,3"),
        // pycocotools.mask.encode of 8 rows and 10 columns with rows 2 to 4 of columns 3 to 6.
        file(
            "`segmentation` without `bbox`", "compressed runs",
            [annotation(bbox: nil, more: #", "segmentation": {"counts": "j03500000f0", "size": [8, 10]}"#)],
            as: "a.png dog 3,2,7,5"),
        file(
            "`segmentation` without `bbox`", "no numbers of a shape",
            [annotation(), annotation(bbox: nil, more: #", "segmentation": [[1, 2, 3]]"#)],
            as: "a.png dog 1,2,5,8 | invalidBox 1"),
        file(
            "LVIS", "its fields",
            [annotation()],
            image: #""neg_category_ids": [4], "not_exhaustive_category_ids": [], "coco_url": "http://x/y/a.png""#,
            as: "a.png dog 1,2,5,8"),
        text(
            "LVIS", "images named by `coco_url` alone",
            #"{"images": [{"id": 1, "coco_url": "http://images.cocodataset.org/val2017/a.png", "width": 100, "height": 80}], "#
                + #""annotations": [{"image_id": 1, "bbox": [1, 2, 4, 6]}]}"#, as: "a.png label 1,2,5,8"),
        file(
            "Annotations without a box", "absent", [annotation(), annotation(bbox: nil)],
            as: "a.png dog 1,2,5,8 | noBox 1"),
        file(
            "Annotations without a box", "null", [annotation(), annotation(bbox: "null")],
            as: "a.png dog 1,2,5,8 | noBox 1"),
        file(
            "Annotations without a box", "empty lists",
            [annotation(), annotation(bbox: "[]", more: #", "segmentation": []"#)], as: "a.png dog 1,2,5,8 | noBox 1"),
        refused(
            "Annotations without a box", "no other", [annotation(bbox: nil, more: #", "id": 17"#)],
            .missingBoundingBox(annotation: 0, id: "17")),
        file(
            "Malformed boxes", "three numbers", [annotation(), annotation(bbox: "[1, 2, 3]")],
            as: "a.png dog 1,2,5,8 | invalidBox 1"),
        file(
            "Malformed boxes", "text",
            [annotation(), annotation(bbox: #""1 2 3 4""#), annotation(bbox: #"["1", "2", "3", "4"]"#)],
            as: "a.png dog 1,2,5,8 | invalidBox 2"),
        file(
            "Malformed boxes", "NaN, as Python writes it",
            [annotation(more: #", "area": NaN, "note": "a \"NaN\"""#), annotation(bbox: "[NaN, 2, -Infinity, 4]")],
            as: "a.png dog 1,2,5,8 | invalidBox 1"),
        file(
            "Malformed boxes", "negative width", [annotation(), annotation(bbox: "[9, 9, -4, 4]")],
            as: "a.png dog 1,2,5,8 | invalidBox 1"),
        file(
            "Malformed boxes", "null for the annotation", [annotation(), "null"],
            as: "a.png dog 1,2,5,8 | unknownImage 1"),
        refused(
            "Malformed boxes", "no other", [annotation(bbox: "[1, 2, 3]")],
            .invalidBoundingBox(annotation: 0, id: nil)),
        file(
            "Unlisted images and categories", "an image", [annotation(), annotation(imageID: 9)],
            as: "a.png dog 1,2,5,8 | unknownImage 1"),
        file(
            "Unlisted images and categories", "a category", [annotation(), annotation(category: 9)],
            as: "a.png dog 1,2,5,8 | unknownCategory 1"),
        refused(
            "Unlisted images and categories", "no other", [annotation(imageID: 9)],
            .missingImage(annotation: 0, id: nil, image: "9")),
        text(
            "No `categories`", "one category",
            #"{"images": [{"id": 1, "file_name": "a.png"}], "annotations": [{"image_id": 1, "category_id": 1, "bbox": [1, 2, 4, 6]}]}"#,
            as: "a.png label 1,2,5,8"),
        whole(
            "No `categories`", "several",
            #"{"images": [{"id": 1, "file_name": "a.png"}], "annotations": [{"image_id": 1, "category_id": 1, "bbox": [1, 2, 4, 6]}, "#
                + #"{"image_id": 1, "category_id": 2, "bbox": [1, 2, 4, 6]}]}"#, .noCategories(count: 2)),
        whole(
            "Detector results", "a list",
            #"[{"image_id": 1, "category_id": 1, "bbox": [1, 2, 4, 6], "score": 0.9}]"#, .resultsList(count: 1)),
        whole("Other JSON", "a list", "[1]", .notCOCO),
        whole("Other JSON", "of no known program", #"{"pictures": []}"#, .notCOCO),
        whole("Other JSON", "cut short", #"{"images": ["#, .notJSON),
        whole(
            "Boxes as fractions", "all of them", document([annotation(bbox: "[0.1, 0.2, 0.3, 0.4]")], image: ""),
            .fractions),
        foreign("LabelMe", #"{"shapes": [], "imagePath": "a.png"}"#),
        foreign("the VGG Image Annotator", #"{"a.png1": {"filename": "a.png", "size": 1, "regions": []}}"#),
        foreign("Create ML", #"[{"image": "a.png", "annotations": []}]"#),
        foreign("Label Studio", #"[{"id": 1, "data": {"image": "a.png"}, "annotations": []}]"#),
        foreign("FiftyOne", #"{"classes": ["dog"], "labels": {}}"#),
        foreign("Supervisely", #"{"size": {"height": 1, "width": 1}, "objects": []}"#),
        reads("Many annotations", "30 000 of one image", in: section, as: "30000") { folder in
            try folder.write(
                document(Array(repeating: annotation(), count: 30_000), image: ""), to: "boxes.json")
            return "\(try BoxAnnotations(path: folder.file("boxes.json")).entries.count)"
        },
    ]

    private static let section = "Boxes: COCO"

    private static func annotation(
        bbox: String? = "[1, 2, 4, 6]", imageID: Int = 1, category: Int = 3, more: String = ""
    ) -> String {
        #"{"image_id": \#(imageID), "category_id": \#(category)"# + (bbox.map { #", "bbox": "# + $0 } ?? "") + more
            + "}"
    }

    private static func document(_ annotations: [String], image: String) -> String {
        #"{"images": [{"id": 1, "file_name": "a.png"\#(image)}], "categories": [{"id": 3, "name": "dog"}], "annotations": ["#
            + annotations.joined(separator: ",") + "]}"
    }

    private static func file(
        _ form: String, _ name: String, _ annotations: [String], size: (Int, Int)? = nil, image: String? = nil,
        mark: Bool = false, as value: String
    ) -> InputCase {
        var fields = size.map { #", "width": \#($0.0), "height": \#($0.1)"# } ?? ""
        if let image { fields += ", " + image }
        let text = (mark ? "\u{FEFF}" : "") + document(annotations, image: fields)
        return boxes(section, form, name, ["boxes.json": text], "boxes.json", as: value)
    }

    private static func text(_ form: String, _ name: String, _ text: String, as value: String) -> InputCase {
        boxes(section, form, name, ["boxes.json": text], "boxes.json", as: value)
    }

    private static func whole(
        _ form: String, _ name: String, _ text: String, _ problem: AnnotationError.FileProblem
    ) -> InputCase {
        boxes(section, form, name, ["boxes.json": text], "boxes.json") {
            .file(path: $0.file("boxes.json"), problem)
        }
    }

    private static func foreign(_ name: String, _ text: String) -> InputCase {
        whole("Annotations of other programs", name, text, .foreignFormat(name: name))
    }

    private static func refused(
        _ form: String, _ name: String, _ annotations: [String], _ problem: AnnotationError.FileProblem
    ) -> InputCase {
        whole(form, name, document(annotations, image: ""), problem)
    }
}
