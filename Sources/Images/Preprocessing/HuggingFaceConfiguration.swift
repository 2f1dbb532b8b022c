/// A Hugging Face `preprocessor_config.json`, interpreted like the image processors of transformers that use Pillow.
///
/// The processor classes have different defaults for missing keys. Defaults shared by all are used (resize, and rescale by
/// 1/255); where they differ, a missing key is an error. A missing `do_normalize` is true if a mean or a standard deviation
/// is given, and a missing `do_center_crop` if a `crop_size` is given. Channels are flipped before the mean is subtracted,
/// so `image_mean` is in the network's order.
struct HuggingFaceConfiguration {
    let file: ConfigurationFile

    static let keys = ["do_resize", "do_rescale", "do_normalize", "size", "crop_size", "image_mean", "image_std"]

    /// The steps that are supported or do not change pixels.
    private static let knownSteps: Set<String> = [
        "do_resize", "do_center_crop", "do_rescale", "do_normalize", "do_flip_channel_order", "do_convert_rgb",
        "do_reduce_labels",
    ]

    /// The filters by Pillow's codes.
    private static let filters: [ResamplingFilter] = [.nearest, .lanczos, .bilinear, .bicubic, .box, .hamming]

    func preprocessing() throws(PreprocessingError) -> Preprocessing {
        try refuseOtherSteps()
        let normalise = try file.truth("do_normalize") ?? (file["image_mean"] != nil || file["image_std"] != nil)
        let rescale = try file.truth("do_rescale") ?? true
        let flip = try file.truth("do_flip_channel_order") ?? false
        return try Preprocessing(
            unchecked: HuggingFaceFit(file: file).fit(), filter: filter(), cropRounding: .down,
            rescale: rescale ? file.number("rescale_factor") ?? 1 / 255.0 : 1,
            mean: normalise ? numbers("image_mean") : [0, 0, 0],
            deviation: normalise ? numbers("image_std") : [1, 1, 1], channelOrder: flip ? .bgr : .rgb
        ).checked(file)
    }

    private func refuseOtherSteps() throws(PreprocessingError) {
        for key in file.values.keys.sorted() where key.hasPrefix("do_") && !Self.knownSteps.contains(key) {
            if try file.truth(key) == true { throw file.unsupported(key, "this step is not implemented") }
        }
        for key in ["offset", "rescale_offset", "include_top", "keep_aspect_ratio"] where try file.truth(key) == true {
            throw file.unsupported(key, "this step is not implemented")
        }
        for key in ["size_divisor", "ensure_multiple_of"] {
            if let value = file[key], value != .number(1) {
                throw file.unsupported(key, "the network's input must have a fixed size")
            }
        }
        if try file.truth("do_resize") == false {
            throw file.unsupported("do_resize", "without it, images of other sizes do not fit the network's input")
        }
    }

    private func filter() throws(PreprocessingError) -> ResamplingFilter {
        guard let value = file["resample"] else {
            throw .missing(
                file: file.name, key: "resample",
                advice: "add Pillow's code of the filter, 2 for bilinear or 3 for bicubic")
        }
        if case .number(let code) = value, let code = Int(exactly: code), Self.filters.indices.contains(code) {
            return Self.filters[code]
        }
        throw file.wrong("resample", value, "one of Pillow's codes 0 to 5")
    }

    private func numbers(_ key: String) throws(PreprocessingError) -> [Double] {
        if let numbers = try file.numbers(key, count: 3) { return numbers }
        throw .missing(file: file.name, key: key, advice: "add three numbers, or set “do_normalize” to false")
    }
}
