/// A Hugging Face `preprocessor_config.json`, read as the image processor that it names means it (``HuggingFaceProcessor``).
///
/// A configuration that names none has to have the keys whose defaults differ: `size`, `resample`, and `image_mean` and
/// `image_std` unless `do_normalize` is false. Its channels are flipped before the mean is subtracted, so `image_mean` is in
/// the network's order.
struct HuggingFaceConfiguration {
    let file: ConfigurationFile

    /// Keys that make a file one of these.
    static let keys = [
        "do_resize", "do_rescale", "do_normalize", "size", "crop_size", "image_mean", "image_std",
        "image_processor_type", "feature_extractor_type",
    ]

    /// The steps that are supported or do not change pixels.
    private static let knownSteps: Set<String> = [
        "do_resize", "do_center_crop", "do_rescale", "do_normalize", "do_flip_channel_order", "do_convert_rgb",
        "do_reduce_labels",
    ]

    /// The filters by Pillow's codes.
    private static let filters: [ResamplingFilter] = [.nearest, .lanczos, .bilinear, .bicubic, .box, .hamming]

    func preprocessing() throws(PreprocessingError) -> Preprocessing {
        let processor = try HuggingFaceProcessor(file)
        try refuseOtherSteps(processor)
        let fit = try HuggingFaceFit(file: file, processor: processor).fit()
        let levels = try levels(processor)
        // Only MobileViT's processor has this step.
        let flips =
            try processor == nil || processor?.kind == .mobileViT
            ? file.step("do_flip_channel_order", processor, processor != nil) : false
        return try Preprocessing(
            unchecked: fit, filter: filter(processor), cropRounding: .down, rescale: levels.factor,
            mean: levels.mean, deviation: levels.deviation, channelOrder: flips ? .bgr : .rgb
        ).checked(file)
    }

    private func refuseOtherSteps(_ processor: HuggingFaceProcessor?) throws(PreprocessingError) {
        var refused = file.values.keys.filter { $0.hasPrefix("do_") && !Self.knownSteps.contains($0) }
        refused += ["offset", "keep_aspect_ratio", "return_codebook_pixels"]
        if processor?.kind != .efficientNet { refused += ["rescale_offset"] }
        if processor == nil { refused += ["include_top"] }
        for key in refused.sorted() where try file.truth(key) == true {
            throw file.unsupported(key, "this step is not supported")
        }
        for key in ["size_divisor", "ensure_multiple_of"] {
            if let value = file[key], value != .number(1) {
                throw file.unsupported(key, "the network's input must have a fixed size")
            }
        }
        if try !file.step("do_resize", processor, true) {
            throw file.unsupported(
                "do_resize", "without this step, images of other sizes do not fit the network's input")
        }
    }

    private func filter(_ processor: HuggingFaceProcessor?) throws(PreprocessingError) -> ResamplingFilter {
        guard let value = file["resample"] else {
            try file.refuseNull("resample")
            if let processor { return processor.filter }
            throw .missing(
                file: file.name, key: "resample",
                advice: "add Pillow's code of the filter, 2 for bilinear or 3 for bicubic, or “image_processor_type”")
        }
        if case .number(let code) = value, let code = Int(exactly: code), Self.filters.indices.contains(code) {
            return Self.filters[code]
        }
        throw file.wrong("resample", value, "one of Pillow's codes 0 to 5")
    }

    /// Returns what becomes of levels: `(level · factor − mean) / deviation`.
    private func levels(
        _ processor: HuggingFaceProcessor?
    ) throws(PreprocessingError) -> (factor: Double, mean: [Double], deviation: [Double]) {
        let rescales = try file.step("do_rescale", processor, true)
        if rescales { try file.refuseNull("rescale_factor") }
        let factor = try rescales ? file.number("rescale_factor") ?? 1 / 255.0 : 1
        let isGiven = file["image_mean"] != nil || file["image_std"] != nil
        let normalizes =
            try processor?.kind == .mobileViT
            ? false : file.step("do_normalize", processor, processor != nil || isGiven)
        var mean = try normalizes ? numbers("image_mean", processor?.mean) : [0, 0, 0]
        var deviation = try normalizes ? numbers("image_std", processor?.deviation) : [1, 1, 1]
        if processor?.kind == .efficientNet {
            if rescales, try file.step("rescale_offset", processor, false) { mean = mean.map { $0 + 1 } }
            if try file.step("include_top", processor, true) {
                let again = try numbers("image_std", processor?.deviation)
                // (x − 0) / std once more.
                deviation = zip(deviation, again).map { $0 * $1 }
            }
        }
        return (factor, mean, deviation)
    }

    private func numbers(_ key: String, _ standard: [Double]?) throws(PreprocessingError) -> [Double] {
        if standard != nil { try file.refuseNull(key) }
        if let numbers = try file.numbers(key, count: 3) ?? standard { return numbers }
        throw .missing(
            file: file.name, key: key,
            advice: "add three numbers, set “do_normalize” to false, or add “image_processor_type”")
    }
}

extension ConfigurationFile {
    /// Returns whether a step is done. Null means no to a processor of transformers; without one it means that the key is
    /// absent.
    func step(
        _ key: String, _ processor: HuggingFaceProcessor?, _ standard: Bool
    ) throws(PreprocessingError) -> Bool {
        if processor != nil, values[key] == .null { return false }
        return try truth(key) ?? standard
    }
}
