import Foundation
import Images
import Tensors
import TestSupport

extension InputCase {
    /// The configurations of Fixtures/preprocessing.json, with what the processors of transformers and timm make of an
    /// image.
    static let preprocessing: [InputCase] = PreprocessingFixture.all.map { row in
        let shape = row.shape.map(String.init).joined(separator: "×")
        return .reads(row.form, row.name, in: row.section, as: shape) { _ in
            let preprocessing = try Preprocessing(configuration: row.configuration, name: "preprocessor_config.json")
            let tensor = preprocessing.tensor(PreprocessingFixture.image)
            let read = tensor.shape.extents.dropFirst().map(String.init).joined(separator: "×")
            let values = tensor.values
            let places = Array(stride(from: 0, to: values.count, by: 61).prefix(40))
            guard places.count == row.values.count else { return read }
            // The processors compute in 32 bits.
            let largest = zip(places, row.values).map { abs(Double(values[$0]) - $1) / max(1, abs($1)) }.max() ?? 0
            return largest < 2e-6 ? read : "\(read), off by \(largest)"
        }
    }

    /// Configurations that ask for what is not done.
    static let refusedPreprocessing: [InputCase] = [
        refused("Other processors", "DINOv3", type: "DINOv3ViTImageProcessorFast"),
        refused("Other processors", "Donut", type: "DonutImageProcessor"),
        refused("Other processors", "ImageGPT", type: "ImageGPTFeatureExtractor"),
        refused("Other processors", "PP-LCNet", type: "PPLCNetImageProcessor"),
        refused("Other processors", "SigLIP 2", type: "Siglip2ImageProcessor"),
        refused("Other processors", "TextNet", type: "TextNetImageProcessor"),
        refused("Other processors", "ViLT", type: "ViltImageProcessor"),
        refused("Other processors", "one that is not known", type: "NovelImageProcessor"),
        refused("Unsupported steps", "do_pad", #""do_pad": true"#, key: "do_pad"),
        refused("Unsupported steps", "do_thumbnail", #""do_thumbnail": true"#, key: "do_thumbnail"),
        refused("Unsupported steps", "a step of the future", #""do_sharpen": true"#, key: "do_sharpen"),
        refused("Unsupported steps", "no resizing", #""do_resize": false"#, key: "do_resize"),
        refused("Unsupported steps", "no resizing, null", #""do_resize": null"#, key: "do_resize"),
        refused(
            "Unsupported steps", "keep_aspect_ratio", #""keep_aspect_ratio": true"#, key: "keep_aspect_ratio"),
        refused("Unsupported steps", "size_divisor", #""size_divisor": 32"#, key: "size_divisor"),
        refused(
            "Inputs of variable size", "shorter side without a crop", #""size": {"shortest_edge": 9}"#, key: "size"),
        refused(
            "Inputs of variable size", "longest side", #""size": {"shortest_edge": 9, "longest_edge": 12}"#,
            key: "size",
            isWrong: true),
        refused(
            "Inputs of variable size", "a number that is the shorter side",
            #"{"image_processor_type": "SiglipImageProcessor", "size": 9}"#,
            section: "Preprocessing: Hugging Face transformers",
            key: "size", isWrong: false),
        refused("Null values", "size", #""size": null"#, key: "size", isWrong: true),
        refused("Null values", "resample", #""resample": null"#, key: "resample", isWrong: true),
        refused("Null values", "image_mean", #""image_mean": null"#, key: "image_mean", isWrong: true),
        refusedTimm(
            "`interpolation` random", "timm chooses it anew", #""interpolation": "random""#, key: "interpolation"),
        refusedTimm("Other values", "crop_mode", #""crop_mode": "tile""#, key: "crop_mode"),
        refusedTimm("Other values", "interpolation", #""interpolation": "cubic""#, key: "interpolation", isWrong: true),
        refusedTimm("Other values", "crop_pct 0", #""crop_pct": 0"#, key: "crop_pct", isWrong: true),
        refusedTimm("Other values", "mean of two numbers", #""mean": [0.5, 0.5]"#, key: "mean", isWrong: true),
        refusedTimm("Other values", "four channels", #""input_size": [4, 8, 8]"#, key: "input_size"),
    ]

    private static func refused(_ form: String, _ name: String, type: String) -> InputCase {
        let key = type.hasSuffix("Extractor") ? "feature_extractor_type" : "image_processor_type"
        return refused(
            form, name, "{\"\(key)\": \"\(type)\", \"size\": 8}", section: "Preprocessing: Hugging Face transformers",
            key: key,
            isWrong: false)
    }

    private static func refused(
        _ form: String, _ name: String, _ keys: String, key: String, isWrong: Bool = false
    ) -> InputCase {
        refused(
            form, name, #"{"image_processor_type": "ViTImageProcessor", \#(keys)}"#,
            section: "Preprocessing: Hugging Face transformers", key: key, isWrong: isWrong)
    }

    private static func refusedTimm(
        _ form: String, _ name: String, _ keys: String, key: String, isWrong: Bool = false
    ) -> InputCase {
        let size = key == "input_size" ? "" : #""input_size": [3, 8, 8], "#
        return refused(
            form, name, #"{"pretrained_cfg": {\#(size)\#(keys)}}"#, section: "Preprocessing: timm", key: key,
            isWrong: isWrong)
    }

    /// - Parameter isWrong: Whether the value is wrong, rather than its meaning not supported.
    private static func refused(
        _ form: String, _ name: String, _ json: String, section: String, key: String, isWrong: Bool
    ) -> InputCase {
        InputCase(
            section: section, form: form, name: name,
            expectation: .refusal(
                matches: { error, _ in
                    switch error as? PreprocessingError {
                    case .unsupported("p.json", key, _, _): !isWrong
                    case .wrongValue("p.json", key, _, _): isWrong
                    default: false
                    }
                }, description: "\(isWrong ? "wrong" : "unsupported") \(key)"),
            read: { _ in try Preprocessing(configuration: Data(json.utf8), name: "p.json").description })
    }
}

/// A row of Fixtures/preprocessing.json, made by Tools/make_processor_goldens.py.
struct PreprocessingFixture: Sendable {
    let section: String
    let form: String
    let name: String
    let configuration: Data
    /// [C, H, W]
    let shape: [Int]
    /// Every 61st value, at most 40.
    let values: [Double]

    /// The image that the processors were given: 37×29 pixels of noise.
    static let image: Raster = {
        var state: UInt32 = 18
        let pixels = (0..<37 * 29 * 3).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        return Raster(width: 37, height: 29, pixels: pixels)
    }()

    static let all: [PreprocessingFixture] = {
        let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/preprocessing.json")
        guard let data = try? Data(contentsOf: url),
            let rows = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
        else { return [] }
        return rows.compactMap { row in
            guard let section = row["section"] as? String, let form = row["form"] as? String,
                let name = row["name"] as? String, let shape = row["shape"] as? [Int],
                let values = row["values"] as? [Double], let object = row["configuration"],
                let configuration = try? JSONSerialization.data(withJSONObject: object)
            else { return nil }
            return PreprocessingFixture(
                section: section, form: form, name: name, configuration: configuration, shape: shape, values: values)
        }
    }()
}
