import Tensors

/// timm's `pretrained_cfg`, interpreted like its `create_transform` for evaluation. Missing keys have timm's documented
/// defaults (bicubic, 0.875, centre, ImageNet's means and standard deviations).
struct TimmConfiguration {
    let file: ConfigurationFile

    func preprocessing(networkInput: (height: Int, width: Int)?) throws(PreprocessingError) -> Preprocessing {
        // A network that was exported at the size of timm's tests takes their crop too.
        let usesTestSize = try usesTestSize(networkInput)
        let size = try inputSize(usesTestSize ? "test_input_size" : "input_size", networkInput)
        let key = usesTestSize && file["test_crop_pct"] != nil ? "test_crop_pct" : "crop_pct"
        let percentage = try file.number(key) ?? 0.875
        guard percentage > 0 else { throw file.wrong(key, .number(percentage), "above 0") }
        let scaled = (height: Double(size.height) / percentage, width: Double(size.width) / percentage)
        let (low, high) = (Double(Preprocessing.sizes.lowerBound), Double(Preprocessing.sizes.upperBound))
        guard min(scaled.height, scaled.width) >= low, max(scaled.height, scaled.width) <= high else {
            throw file.wrong(key, .number(percentage), "such that each side of the image has 1 to 16384 pixels")
        }
        let (height, width) = (Int(scaled.height), Int(scaled.width))
        let isColor = size.channels == 3
        let mean = try numbers("mean", isColor ? Preprocessing.imageNetMean : nil, size.channels)
        var border = Preprocessing.black
        let fit: Preprocessing.Fit
        switch try file.text("crop_mode") ?? "center" {
        case "squash":
            fit =
                (height, width) == (size.height, size.width)
                ? .squash(width: width, height: height)
                : .squashThenCrop(width: width, height: height, cropWidth: size.width, cropHeight: size.height)
        case "border":
            fit = .within(width: width, height: height, cropWidth: size.width, cropHeight: size.height)
            border = (0..<3).map { UInt8(clamping: Int(rounding: 255 * mean[$0 % mean.count], .toNearestOrEven)) }
        case "center":
            fit =
                height == width
                ? .shorterSide(height, cropWidth: size.width, cropHeight: size.height)
                : .covering(width: width, height: height, cropWidth: size.width, cropHeight: size.height)
        default:
            throw file.unsupported("crop_mode", "only “center”, “squash” and “border” are supported")
        }
        return try Preprocessing(
            unchecked: fit, filter: filter(), cropRounding: .nearestEven, rescale: 1 / 255.0, mean: mean,
            deviation: numbers("std", isColor ? Preprocessing.imageNetDeviation : nil, size.channels),
            channelOrder: isColor ? .rgb : .grey, border: border
        ).checked(file)
    }

    private func usesTestSize(_ networkInput: (height: Int, width: Int)?) throws(PreprocessingError) -> Bool {
        guard let networkInput, file["test_input_size"] != nil, file["input_size"] != nil else { return false }
        let (size, test) = (try inputSize("input_size", nil), try inputSize("test_input_size", nil))
        return networkInput != (size.height, size.width) && networkInput == (test.height, test.width)
    }

    private func inputSize(
        _ key: String, _ networkInput: (height: Int, width: Int)?
    ) throws(PreprocessingError) -> (channels: Int, height: Int, width: Int) {
        guard let value = file[key] else {
            guard let networkInput else {
                throw .missing(
                    file: file.name, key: key, advice: "add the [channels, height, width] of an input")
            }
            return (3, networkInput.height, networkInput.width)
        }
        guard case .list(let list) = value, list.count == 3 else {
            throw file.wrong(key, value, "[channels, height, width]")
        }
        let channels = try file.side(list[0], key)
        guard channels == 3 || channels == 1 else {
            throw file.unsupported(key, "images must have 3 channels, or 1 for grey")
        }
        return (channels, try file.side(list[1], key), try file.side(list[2], key))
    }

    private func filter() throws(PreprocessingError) -> ResamplingFilter {
        let name = try file.text("interpolation") ?? "bicubic"
        if name == "random" {
            throw file.unsupported("interpolation", "timm chooses a filter at random for every image")
        }
        guard let filter = ResamplingFilter(rawValue: name) else {
            let names = ResamplingFilter.allCases.map(\.rawValue).joined(separator: ", ")
            throw file.wrong("interpolation", .text(name), "one of \(names)")
        }
        return filter
    }

    private func numbers(_ key: String, _ standard: [Double]?, _ count: Int) throws(PreprocessingError) -> [Double] {
        // A list of one number applies to all channels.
        if case .list(let list)? = file[key], list.count == 1, count > 1, case .number(let number) = list[0] {
            return [Double](repeating: number, count: count)
        }
        if let numbers = try file.numbers(key, count: count) ?? standard { return numbers }
        throw .missing(file: file.name, key: key, advice: "it is required for \(count) channel\(count == 1 ? "" : "s")")
    }
}
