import Foundation
import ImageCollections
import Units

/// The forms of boxes, recognized by file names.
enum BoxFormat: Equatable {
    /// Pascal VOC: XML files.
    case voc([BoxFile])
    /// A COCO JSON file.
    case coco
    /// A table with a header.
    case table
    /// A folder of YOLO label files.
    case yolo([BoxFile])
    /// `localization.txt` of wsolevaluation, or the folder that contains it.
    case wsol
    /// `bounding_boxes.txt` of CUB-200-2011, or the folder that contains it.
    case cub
    /// `val_annotations.txt` and `*_boxes.txt` of Tiny ImageNet, or a folder that contains them.
    case tinyImageNet([BoxFile])

    /// A file, with its name for digests and image names.
    struct BoxFile: Equatable {
        let path: String
        /// The path relative to the given folder, or the name of the given file.
        let name: String
    }

    /// - Throws: ``AnnotationError``: `unreadable`, `noBoxFiles`.
    init(path: String) throws(AnnotationError) {
        let files = FileManager.default
        guard files.fileExists(atPath: path + "/.") else {
            let name = ImagePath(path).fileName.text
            let file = BoxFile(path: path, name: name)
            self =
                switch (name, TextFile.fileExtension(of: path)) {
                case (_, "xml"): .voc([file])
                case (_, "json"): .coco
                case ("localization.txt", _): .wsol
                case ("bounding_boxes.txt", _): .cub
                case _ where Self.isTinyImageNet(name): .tinyImageNet([file])
                default: .table
                }
            return
        }
        if files.fileExists(atPath: path + "/localization.txt") {
            self = .wsol
        } else if files.fileExists(atPath: path + "/bounding_boxes.txt") {
            self = .cub
        } else {
            let all = try AnnotationFile.files(in: path, extensions: ["xml", "txt"]).map {
                BoxFile(path: path + "/" + $0, name: $0)
            }
            func named(_ isNamed: (String) -> Bool) -> [BoxFile]? {
                let found = all.filter { isNamed(ImagePath($0.name).fileName.text) }
                return found.isEmpty ? nil : found
            }
            if let found = named(Self.isTinyImageNet) {
                self = .tinyImageNet(found)
            } else if let found = named({ TextFile.fileExtension(of: $0) == "xml" }) {
                self = .voc(found)
            } else if let found = YOLOFiles.labels(all) {
                self = .yolo(found)
            } else {
                throw .file(path: path, .noBoxFiles)
            }
        }
    }

    private static func isTinyImageNet(_ name: String) -> Bool {
        name == "val_annotations.txt" || name.hasSuffix("_boxes.txt") && name.hasPrefix("n")
    }
}
