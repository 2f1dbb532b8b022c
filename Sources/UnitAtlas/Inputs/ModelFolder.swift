import Foundation
import ImageCollections

/// The files of a published network: an `.onnx` file and, next to it, the preprocessing and the class names.
package struct ModelFolder: Sendable, Equatable {
    /// The `.onnx` file.
    package let model: String
    /// `preprocessor_config.json` (Hugging Face) or `config.json` (timm); nil if there is neither.
    package let preprocessing: String?
    /// The class list; nil if there is none.
    package let classes: String?

    /// Common file names of class lists, the most specific first.
    static let classLists = [
        "classes.csv", "classes.txt", "classes.json", "class_names.txt", "class_names.json", "class_indices.json",
        "class_to_idx.json", "idx_to_class.json", "id2label.json", "imagenet_class_index.json", "imagenet_classes.txt",
        "imagenet1000_clsidx_to_labels.txt", "categories_places365.txt", "labels.txt", "labels.json",
        "synset_words.txt",
        "synset.txt", "config.json",
    ]

    /// Finds the files of a network in a folder with `model.onnx`, one `.onnx` file, or `onnx/model.onnx`, or next to
    /// an `.onnx` file.
    ///
    /// - Throws: `UnitAtlasError` if there is no model, or more than one.
    package init(path: String) throws(UnitAtlasError) {
        let files = FileManager.default
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? files.attributesOfItem(atPath: target) else {
            throw .model(path: path, .notFound)
        }
        var folder = URL(fileURLWithPath: path)
        if attributes[.type] as? FileAttributeType == .typeDirectory {
            model = try Self.model(in: folder, path: path)
        } else {
            model = path
            folder.deleteLastPathComponent()
        }
        let parts = [folder, folder.deletingLastPathComponent()].prefix(folder.lastPathComponent == "onnx" ? 2 : 1)
        func find(_ names: [String], where fits: (String) -> Bool = { _ in true }) -> String? {
            for part in parts {
                for name in names {
                    let file = part.appendingPathComponent(name).relativePath
                    if files.fileExists(atPath: file), fits(file) { return file }
                }
            }
            return nil
        }
        preprocessing =
            find(["preprocessor_config.json"])
            ?? find(["config.json"]) { Self.mentions(["\"mean\"", "\"crop_pct\"", "\"pretrained_cfg\""], in: $0) }
        classes = find(Self.classLists) { file in
            !file.hasSuffix("/config.json")
                || Self.mentions(["\"id2label\"", "\"label2id\"", "\"label_names\""], in: file)
        }
    }

    private static func model(in folder: URL, path: String) throws(UnitAtlasError) -> String {
        let files = FileManager.default
        for name in ["model.onnx", "onnx/model.onnx"] {
            let file = folder.appendingPathComponent(name).relativePath
            if files.fileExists(atPath: file) { return file }
        }
        let names = ((try? files.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".onnx") }
            .sorted()
        switch names.count {
        case 1: return folder.appendingPathComponent(names[0]).relativePath
        case 0: throw .model(path: path, .noModel)
        default:
            throw .model(path: path, .severalModels(names))
        }
    }

    /// Returns whether the text of a small JSON file contains one of `keys`; the file is not parsed.
    private static func mentions(_ keys: [String], in path: String) -> Bool {
        guard let text = try? TextFile.text(path) else { return false }
        return keys.contains { text.contains($0) }
    }
}
