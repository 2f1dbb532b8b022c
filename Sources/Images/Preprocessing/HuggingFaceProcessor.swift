/// An image processor of transformers: what it does, and its defaults for keys that a configuration lacks.
///
/// The defaults are those of transformers 5.24, of the variants that use Pillow.
struct HuggingFaceProcessor {
    /// How a processor departs from “resize, crop, rescale, normalize”.
    enum Kind: Equatable {
        case ordinary
        /// Crops below 384 pixels, after resizing to size / `crop_pct`.
        case convNext(cropShare: Double)
        /// Resizes the shorter side to 256/224 of the size.
        case levit
        /// Resizes to size / `crop_pct`.
        case poolFormer(cropShare: Double)
        /// Crops before it resizes.
        case perceiver
        /// Subtracts 1 with `rescale_offset`, and divides by the standard deviation once more with `include_top`.
        case efficientNet
        /// Never normalizes, and flips the channels.
        case mobileViT
    }

    /// The first part of the class's name: `ViT` of `ViTImageProcessor`.
    let name: String
    let kind: Kind
    let filter: ResamplingFilter
    private let levels: Levels
    let size: HuggingFaceFit.Size
    /// The side of the crop's default; nil if there is none.
    let crop: Int?
    let doesCrop: Bool
    /// Whether a single number for the size means a square; else the shorter side.
    let isSquare: Bool

    private init(
        _ name: String, kind: Kind = .ordinary, _ filter: ResamplingFilter, _ levels: Levels,
        _ size: HuggingFaceFit.Size, crop: Int? = nil, doesCrop: Bool? = nil, isSquare: Bool? = nil
    ) {
        (self.name, self.kind, self.filter, self.levels) = (name, kind, filter, levels)
        (self.size, self.crop) = (size, crop)
        self.doesCrop = doesCrop ?? (crop != nil)
        if case .shortest = size { self.isSquare = isSquare ?? false } else { self.isSquare = isSquare ?? true }
    }

    var mean: [Double] { levels.values.mean }
    var deviation: [Double] { levels.values.deviation }

    private enum Levels {
        case halves, imageNet, clip

        var values: (mean: [Double], deviation: [Double]) {
            switch self {
            case .halves: ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
            case .imageNet: (Preprocessing.imageNetMean, Preprocessing.imageNetDeviation)
            case .clip: ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])
            }
        }
    }

    /// The processors of networks that classify images.
    static let all: [HuggingFaceProcessor] = [
        HuggingFaceProcessor("Beit", .bicubic, .halves, .square(224), crop: 224, doesCrop: false),
        HuggingFaceProcessor("Bit", .bicubic, .clip, .shortest(224), crop: 224),
        HuggingFaceProcessor("Blip", .bicubic, .clip, .square(384)),
        HuggingFaceProcessor("CLIP", .bicubic, .clip, .shortest(224), crop: 224),
        HuggingFaceProcessor("ChineseCLIP", .bicubic, .clip, .shortest(224), crop: 224),
        HuggingFaceProcessor("ConvNext", kind: .convNext(cropShare: 224.0 / 256), .bicubic, .halves, .shortest(384)),
        HuggingFaceProcessor("DPT", .bicubic, .halves, .square(384)),
        HuggingFaceProcessor("DeiT", .bicubic, .halves, .square(256), crop: 224),
        HuggingFaceProcessor(
            "EfficientNet", kind: .efficientNet, .bicubic, .halves, .square(346), crop: 289, doesCrop: false),
        HuggingFaceProcessor("Flava", .bicubic, .clip, .square(224), crop: 224),
        HuggingFaceProcessor("Levit", kind: .levit, .bicubic, .imageNet, .shortest(224), crop: 224),
        HuggingFaceProcessor("MobileNetV1", .bilinear, .halves, .shortest(256), crop: 224),
        HuggingFaceProcessor("MobileNetV2", .bilinear, .halves, .shortest(256), crop: 224),
        HuggingFaceProcessor("MobileViT", kind: .mobileViT, .bicubic, .halves, .shortest(224), crop: 256),
        HuggingFaceProcessor("OwlViT", .bicubic, .clip, .square(768), crop: 768, doesCrop: false),
        HuggingFaceProcessor("Perceiver", kind: .perceiver, .bicubic, .imageNet, .square(224), crop: 256),
        HuggingFaceProcessor(
            "PoolFormer", kind: .poolFormer(cropShare: 0.9), .bicubic, .imageNet, .shortest(224), crop: 224),
        HuggingFaceProcessor("Pvt", .bicubic, .imageNet, .square(224)),
        HuggingFaceProcessor("Segformer", .bilinear, .imageNet, .square(512)),
        HuggingFaceProcessor("Siglip", .bicubic, .halves, .square(224), isSquare: false),
        HuggingFaceProcessor("ViT", .bilinear, .halves, .square(224)),
        HuggingFaceProcessor("ViTHybrid", .bicubic, .clip, .shortest(224), crop: 224),
    ]

    /// The known processors that are refused, with the step that is the reason.
    static let unsupported: [String: String] = [
        "DINOv3ViT": "it resizes after it has rescaled, with torchvision",
        "Donut": "it makes thumbnails and pads them",
        "GLPN": "the network's input must have a fixed size",
        "ImageGPT": "it replaces colours by clusters",
        "LayoutLMv2": "it reads text", "LayoutLMv3": "it reads text",
        "PPLCNet": "it resizes with torchvision",
        "Siglip2": "it cuts images into patches",
        "TextNet": "it resizes to multiples of 32 pixels",
        "VideoMAE": "its input is a video", "Vivit": "its input is a video",
        "Vilt": "it resizes to multiples of 32 pixels, and pads",
    ]

    /// Returns the first part of a class's name, without the endings of variants: `ViT` of `ViTImageProcessorFast`.
    static func base(of type: String) -> String {
        var base = Substring(type)
        for ending in ["Fast", "Pil"] where base.hasSuffix(ending) { base = base.dropLast(ending.count) }
        for ending in ["ImageProcessor", "FeatureExtractor"] where base.hasSuffix(ending) {
            base = base.dropLast(ending.count)
        }
        return base == "LeViT" ? "Levit" : base == "BEiT" ? "Beit" : String(base)
    }

    /// Returns the processor that a configuration names; nil if it names none.
    init?(_ file: ConfigurationFile) throws(PreprocessingError) {
        let key = file["image_processor_type"] == nil ? "feature_extractor_type" : "image_processor_type"
        guard let type = try file.text(key) else { return nil }
        let base = Self.base(of: type)
        guard let known = Self.all.first(where: { $0.name == base }) else {
            throw file.unsupported(key, Self.unsupported[base] ?? "this image processor is not known")
        }
        self = known
    }
}
