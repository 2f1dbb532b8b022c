/// The preprocessing of an image for a network: resizing, cropping, and scaling and normalization of its levels.
///
/// A value of channel `c` becomes `(level · rescale − mean[c]) / deviation[c]` for a level of 0...255. `mean` and
/// `deviation` are in the order of the network's channels, so with `channelOrder` `bgr` the first is blue's.
public struct Preprocessing: Equatable, Sendable {
    /// The order of the network's input channels.
    public enum ChannelOrder: String, Codable, Sendable {
        case rgb, bgr
        /// One channel: ITU-R 601 luma (Pillow's mode `L`), computed before the image is resized.
        case grey
    }

    /// How the start of a centre crop is rounded if an odd number of pixels is removed.
    public enum CropRounding: String, Codable, Sendable {
        /// `(size - crop) // 2`: Hugging Face's processors.
        case down
        /// `int(round((size - crop) / 2))`, halves to even: torchvision and timm.
        case nearestEven
    }

    /// How an image of any size becomes one of the network's.
    public var fit: Fit
    /// How pixels are resampled.
    public var filter: ResamplingFilter
    /// Where the centre lies when an odd number of pixels is cut off.
    public var cropRounding: CropRounding
    /// What levels of 0...255 are multiplied by.
    public var rescale: Double
    /// One mean per channel.
    public var mean: [Double]
    /// One standard deviation per channel; none is 0.
    public var deviation: [Double]
    /// The order of the network's input channels.
    public var channelOrder: ChannelOrder
    /// The red, green and blue level of the border where a crop is larger than the resized image.
    public var border: [UInt8]

    static let black: [UInt8] = [0, 0, 0]

    /// - Precondition: Sizes are in 1...16384, there is one mean and one deviation per channel, three levels of the border,
    ///   all numbers are finite, and no divisor is 0.
    public init(
        fit: Fit, filter: ResamplingFilter, cropRounding: CropRounding = .nearestEven, rescale: Double,
        mean: [Double], deviation: [Double], channelOrder: ChannelOrder = .rgb, border: [UInt8] = [0, 0, 0]
    ) {
        self.fit = fit
        self.filter = filter
        self.cropRounding = cropRounding
        self.rescale = rescale
        self.mean = mean
        self.deviation = deviation
        self.channelOrder = channelOrder
        self.border = border
        let fault = fault
        precondition(fault == nil, fault ?? "")
    }

    /// The width of the network's input, in pixels.
    public var inputWidth: Int { fit.input.width }

    /// The height of the network's input, in pixels.
    public var inputHeight: Int { fit.input.height }

    /// The number of channels: 3, or 1 for grey.
    public var channels: Int { channelOrder == .grey ? 1 : 3 }

    static let sizes = 1...16_384

    /// Returns the violated precondition of the initializer; nil if there is none.
    var fault: String? {
        if let side = fit.sides.first(where: { !Self.sizes.contains($0) }) { return "a side of \(side) pixels" }
        if case .cropThenSquash(let shareWidth, let shareHeight, _, _) = fit,
            let share = [shareWidth, shareHeight].first(where: { !($0 > 0 && $0 <= 1) })
        {
            return "a crop of \(share) of the shorter side"
        }
        if border.count != 3 { return "\(border.count) levels of the border" }
        if mean.count != channels || deviation.count != channels {
            return "\(mean.count) means and \(deviation.count) deviations for \(channels) channels"
        }
        let numbers = mean + deviation + [rescale]
        if !numbers.allSatisfy(\.isFinite) || rescale == 0 || deviation.contains(0) {
            return "a rescale factor or deviation of 0, or a number that is not finite"
        }
        return nil
    }
}

extension Preprocessing: Codable {
    private enum CodingKeys: String, CodingKey {
        case fit, filter, cropRounding, rescale, mean, deviation, channelOrder, border
    }

    /// - Throws: `DecodingError`, also if the values contradict each other.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        fit = try values.decode(Fit.self, forKey: .fit)
        filter = try values.decode(ResamplingFilter.self, forKey: .filter)
        cropRounding = try values.decode(CropRounding.self, forKey: .cropRounding)
        rescale = try values.decode(Double.self, forKey: .rescale)
        mean = try values.decode([Double].self, forKey: .mean)
        deviation = try values.decode([Double].self, forKey: .deviation)
        channelOrder = try values.decode(ChannelOrder.self, forKey: .channelOrder)
        border = try values.decodeIfPresent([UInt8].self, forKey: .border) ?? Self.black
        if let fault {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "Invalid preprocessing: \(fault)."))
        }
    }

    /// Writes a border only if it is not black.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(fit, forKey: .fit)
        try values.encode(filter, forKey: .filter)
        try values.encode(cropRounding, forKey: .cropRounding)
        try values.encode(rescale, forKey: .rescale)
        try values.encode(mean, forKey: .mean)
        try values.encode(deviation, forKey: .deviation)
        try values.encode(channelOrder, forKey: .channelOrder)
        if border != Self.black { try values.encode(border, forKey: .border) }
    }
}
