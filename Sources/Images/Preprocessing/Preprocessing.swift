/// The preprocessing of an image for a network: resizing, cropping, and scaling and normalization of its levels.
///
/// A value of channel `c` becomes `(level · rescale − mean[c]) / deviation[c]` for a level of 0...255. `mean` and
/// `deviation` are in the order of the network's channels, so with `channelOrder` `bgr` the first is blue's.
public struct Preprocessing: Equatable, Sendable {
    /// How an image is resized to the network's input.
    public enum Fit: Codable, Equatable, Sendable {
        /// The whole image, without keeping its proportions.
        case squash(width: Int, height: Int)
        /// The whole image to `width`×`height` without keeping its proportions, then a centre crop.
        case squashThenCrop(width: Int, height: Int, cropWidth: Int, cropHeight: Int)
        /// The shorter side to `side` pixels, keeping the proportions, then a centre crop.
        case shorterSide(Int, cropWidth: Int, cropHeight: Int)
    }

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

    /// - Precondition: Sizes are in 1...16384, no crop exceeds the resized image, there is one mean and one deviation per
    ///   channel, all numbers are finite, and no divisor is 0.
    public init(
        fit: Fit, filter: ResamplingFilter, cropRounding: CropRounding = .nearestEven, rescale: Double,
        mean: [Double], deviation: [Double], channelOrder: ChannelOrder = .rgb
    ) {
        self.fit = fit
        self.filter = filter
        self.cropRounding = cropRounding
        self.rescale = rescale
        self.mean = mean
        self.deviation = deviation
        self.channelOrder = channelOrder
        let fault = fault
        precondition(fault == nil, fault ?? "")
    }

    /// Pixels of the network's input.
    public var inputWidth: Int {
        switch fit {
        case .squash(let width, _), .squashThenCrop(_, _, let width, _), .shorterSide(_, let width, _): width
        }
    }

    /// The height of the network's input, in pixels.
    public var inputHeight: Int {
        switch fit {
        case .squash(_, let height), .squashThenCrop(_, _, _, let height), .shorterSide(_, _, let height): height
        }
    }

    /// The number of channels: 3, or 1 for grey.
    public var channels: Int { channelOrder == .grey ? 1 : 3 }

    static let sizes = 1...16_384

    /// Returns the violated precondition of the initializer; nil if there is none.
    var fault: String? {
        let sides: [Int]
        switch fit {
        case .squash(let width, let height): sides = [width, height]
        case .squashThenCrop(let width, let height, let cropWidth, let cropHeight):
            sides = [width, height, cropWidth, cropHeight]
            if cropWidth > width || cropHeight > height {
                return "a crop of \(cropWidth)×\(cropHeight) from \(width)×\(height) pixels would need padding"
            }
        case .shorterSide(let side, let cropWidth, let cropHeight):
            sides = [side, cropWidth, cropHeight]
            if cropWidth > side || cropHeight > side {
                return
                    "a crop of \(cropWidth)×\(cropHeight) after resizing the shorter side to \(side) would need padding"
            }
        }
        if let side = sides.first(where: { !Self.sizes.contains($0) }) { return "a side of \(side) pixels" }
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
        case fit, filter, cropRounding, rescale, mean, deviation, channelOrder
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
        if let fault {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "Invalid preprocessing: \(fault)."))
        }
    }
}
