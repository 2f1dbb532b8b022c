/// timm's `pretrained_cfg`, interpreted like its `create_transform` for evaluation. Missing keys have timm's documented
/// defaults (bicubic, 0.875, centre, ImageNet's means and standard deviations).
struct TimmConfiguration {
    let file: ConfigurationFile

    func preprocessing(networkInput: (height: Int, width: Int)?) throws(PreprocessingError) -> Preprocessing {
        let size = try inputSize(networkInput)
        let percentage = try file.number("crop_pct") ?? 0.875
        guard percentage > 0, percentage <= 1 else {
            throw file.wrong("crop_pct", .number(percentage), "above 0 and at most 1")
        }
        let scaled = (height: Double(size.height) / percentage, width: Double(size.width) / percentage)
        guard max(scaled.height, scaled.width) <= Double(Preprocessing.sizes.upperBound) else {
            throw file.wrong(
                "crop_pct", .number(percentage), "large enough to keep each side of the image at most 16384 pixels")
        }
        let (height, width) = (Int(scaled.height), Int(scaled.width))
        let fit: Preprocessing.Fit
        switch try file.text("crop_mode") ?? "center" {
        case "center":
            guard height == width else {
                throw file.unsupported("input_size", "centre crops must be square")
            }
            fit = .shorterSide(height, cropWidth: size.width, cropHeight: size.height)
        case "squash":
            fit =
                (height, width) == (size.height, size.width)
                ? .squash(width: width, height: height)
                : .squashThenCrop(width: width, height: height, cropWidth: size.width, cropHeight: size.height)
        default:
            throw file.unsupported("crop_mode", "only “center” and “squash” are supported")
        }
        let normalised = size.channels == 3
        return try Preprocessing(
            unchecked: fit, filter: filter(), cropRounding: .nearestEven, rescale: 1 / 255.0,
            mean: numbers("mean", normalised ? Preprocessing.imageNetMean : nil, size.channels),
            deviation: numbers("std", normalised ? Preprocessing.imageNetDeviation : nil, size.channels),
            channelOrder: normalised ? .rgb : .grey
        ).checked(file)
    }

    private func inputSize(
        _ networkInput: (height: Int, width: Int)?
    ) throws(PreprocessingError) -> (channels: Int, height: Int, width: Int) {
        guard let value = file["input_size"] else {
            guard let networkInput else {
                throw .missing(
                    file: file.name, key: "input_size", advice: "add the [channels, height, width] of an input")
            }
            return (3, networkInput.height, networkInput.width)
        }
        guard case .list(let list) = value, list.count == 3 else {
            throw file.wrong("input_size", value, "[channels, height, width]")
        }
        let channels = try file.side(list[0], "input_size")
        guard channels == 3 || channels == 1 else {
            throw file.unsupported("input_size", "images must have 3 channels, or 1 for grey")
        }
        return (channels, try file.side(list[1], "input_size"), try file.side(list[2], "input_size"))
    }

    private func filter() throws(PreprocessingError) -> ResamplingFilter {
        let name = try file.text("interpolation") ?? "bicubic"
        guard let filter = ResamplingFilter(rawValue: name) else {
            let names = ResamplingFilter.allCases.map(\.rawValue).joined(separator: ", ")
            throw file.wrong("interpolation", .text(name), "one of \(names)")
        }
        return filter
    }

    private func numbers(_ key: String, _ standard: [Double]?, _ count: Int) throws(PreprocessingError) -> [Double] {
        if let numbers = try file.numbers(key, count: count) ?? standard { return numbers }
        throw .missing(file: file.name, key: key, advice: "it is required for \(count) channel")
    }
}
