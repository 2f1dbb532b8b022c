/// Reads how a Hugging Face configuration resizes and crops.
struct HuggingFaceFit {
    let file: ConfigurationFile

    /// The forms of `size`.
    private enum Size {
        case both(height: Int, width: Int)
        case shortest(Int)
        /// A single number: a square for some processors, the shorter side for others.
        case bare(Int)
    }

    func fit() throws(PreprocessingError) -> Preprocessing.Fit {
        guard let value = file["size"] else {
            throw .missing(file: file.name, key: "size", advice: "add {\"height\": ..., \"width\": ...}")
        }
        let size = try read(value, "size")
        let kind = try processor()
        for (prefix, reason) in [
            ("LeViT", "it enlarges images by 256/224 first"),
            ("Levit", "it enlarges images by 256/224 first"),
            ("PoolFormer", "it interprets crop_pct differently"),
        ] where kind.hasPrefix(prefix) {
            throw .unsupported(file: file.name, key: "image_processor_type", value: "“\(kind)”", reason: reason)
        }
        // Only ConvNeXt's processor, which ResNet's files use too, has crop_pct.
        if file["crop_pct"] != nil || kind.hasPrefix("ConvNext") { return try convNext(size) }

        let crop = try self.crop()
        switch size {
        case .both(let height, let width):
            return squash(height: height, width: width, crop: crop)
        case .bare(let side):
            if crop == nil || ["ViT", "DeiT", "Beit", "BEiT"].contains(where: kind.hasPrefix) {
                return squash(height: side, width: side, crop: crop)
            }
            guard ["CLIP", "MobileNet", "MobileViT", "Bit"].contains(where: kind.hasPrefix) else {
                throw file.wrong(
                    "size", value, "{\"shortest_edge\": ...} or {\"height\": ..., \"width\": ...} if a crop follows")
            }
            return try shorterSide(side, crop)
        case .shortest(let side):
            return try shorterSide(side, crop)
        }
    }

    private func squash(height: Int, width: Int, crop: (height: Int, width: Int)?) -> Preprocessing.Fit {
        guard let crop, crop != (height, width) else { return .squash(width: width, height: height) }
        return .squashThenCrop(width: width, height: height, cropWidth: crop.width, cropHeight: crop.height)
    }

    private func shorterSide(
        _ side: Int, _ crop: (height: Int, width: Int)?
    ) throws(PreprocessingError) -> Preprocessing.Fit {
        guard let crop else {
            throw file.unsupported("size", "without “do_center_crop” the network's input has no fixed size")
        }
        return .shorterSide(side, cropWidth: crop.width, cropHeight: crop.height)
    }

    /// Returns ConvNeXt's resizing: below 384 pixels the shorter side becomes size / crop_pct and the centre is cropped;
    /// from 384 pixels on, the whole image is resized without keeping its proportions.
    private func convNext(_ size: Size) throws(PreprocessingError) -> Preprocessing.Fit {
        let side: Int
        switch size {
        case .shortest(let value), .bare(let value): side = value
        case .both:
            throw file.unsupported("size", "with “crop_pct” it must be {\"shortest_edge\": ...}")
        }
        if side >= 384 { return .squash(width: side, height: side) }
        let percentage = try file.number("crop_pct") ?? 224.0 / 256
        guard percentage > 0.03, percentage <= 1 else {
            throw file.wrong("crop_pct", .number(percentage), "above 0.03 and at most 1")
        }
        return .shorterSide(Int(Double(side) / percentage), cropWidth: side, cropHeight: side)
    }

    private func crop() throws(PreprocessingError) -> (height: Int, width: Int)? {
        guard try file.truth("do_center_crop") ?? (file["crop_size"] != nil) else { return nil }
        guard let value = file["crop_size"] else {
            throw .missing(file: file.name, key: "crop_size", advice: "“do_center_crop” requires it")
        }
        switch try read(value, "crop_size") {
        case .both(let height, let width): return (height, width)
        case .bare(let side): return (side, side)
        case .shortest: throw file.wrong("crop_size", value, "a number or {\"height\": ..., \"width\": ...}")
        }
    }

    private func read(_ value: ConfigurationValue, _ key: String) throws(PreprocessingError) -> Size {
        switch value {
        case .number:
            return .bare(try file.side(value, key))
        case .list(let list) where list.count == 2:
            return .both(height: try file.side(list[0], key), width: try file.side(list[1], key))
        case .object(let object):
            if object.count == 2, let height = object["height"], let width = object["width"] {
                return .both(height: try file.side(height, key), width: try file.side(width, key))
            }
            if object.count == 1, let edge = object["shortest_edge"] { return .shortest(try file.side(edge, key)) }
        default: break
        }
        throw file.wrong(key, value, "a number, {\"height\": ..., \"width\": ...} or {\"shortest_edge\": ...}")
    }

    private func processor() throws(PreprocessingError) -> String {
        if let kind = try file.text("image_processor_type") { return kind }
        return try file.text("feature_extractor_type") ?? ""
    }
}
