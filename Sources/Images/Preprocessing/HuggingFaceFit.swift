import Tensors

/// Reads how a Hugging Face configuration resizes and crops.
struct HuggingFaceFit {
    let file: ConfigurationFile
    /// Nil if the configuration names no processor.
    let processor: HuggingFaceProcessor?

    /// The forms of `size`.
    enum Size {
        case both(height: Int, width: Int)
        case shortest(Int)

        static func square(_ side: Int) -> Size { .both(height: side, width: side) }
    }

    func fit() throws(PreprocessingError) -> Preprocessing.Fit {
        // Without a class, only ConvNeXt's processor, which ResNet's files use too, is known by its key.
        let kind = processor?.kind ?? (file["crop_pct"] == nil ? .ordinary : .convNext(cropShare: 1))
        let crop = try self.crop()
        let size = try self.size(hasCrop: crop != nil, isConvNext: processor == nil && kind != .ordinary)
        switch kind {
        case .convNext(let share): return try convNext(size, share: cropShare(share))
        case .poolFormer(let share): return try poolFormer(size, share: cropShare(share), crop)
        case .perceiver: return try perceiver(size, crop)
        case .levit:
            guard case .shortest(let side) = size else { break }
            return try shorterSide(Int(256.0 / 224 * Double(side)), crop)
        case .ordinary, .efficientNet, .mobileViT: break
        }
        switch size {
        case .both(let height, let width): return squash(height: height, width: width, crop: crop)
        case .shortest(let side): return try shorterSide(side, crop)
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
    private func convNext(_ size: Size, share: Double) throws(PreprocessingError) -> Preprocessing.Fit {
        guard case .shortest(let side) = size else {
            throw file.unsupported("size", "this image processor takes {\"shortest_edge\": ...}")
        }
        if try file.truth("do_center_crop") == true {
            throw file.unsupported("do_center_crop", "this image processor crops by “crop_pct”")
        }
        if side >= 384 { return .squash(width: side, height: side) }
        return .shorterSide(Int(rounding: Double(side) / share, .towardZero), cropWidth: side, cropHeight: side)
    }

    private func poolFormer(
        _ size: Size, share: Double, _ crop: (height: Int, width: Int)?
    ) throws(PreprocessingError) -> Preprocessing.Fit {
        switch size {
        case .both(let height, let width) where height != width:
            return squash(
                height: Int(rounding: Double(height) / share, .towardZero),
                width: Int(rounding: Double(width) / share, .towardZero), crop: crop)
        case .both(let side, _), .shortest(let side):
            return try shorterSide(Int(rounding: Double(side) / share, .towardZero), crop)
        }
    }

    private func perceiver(
        _ size: Size, _ crop: (height: Int, width: Int)?
    ) throws(PreprocessingError) -> Preprocessing.Fit {
        guard case .both(let height, let width) = size else {
            throw file.unsupported("size", "this image processor takes {\"height\": ..., \"width\": ...}")
        }
        guard let crop else { return .squash(width: width, height: height) }
        guard height <= crop.height, width <= crop.width else {
            throw file.unsupported("crop_size", "this image processor takes a crop that is no smaller than “size”")
        }
        return .cropThenSquash(
            shareWidth: Double(width) / Double(crop.width), shareHeight: Double(height) / Double(crop.height),
            width: width, height: height)
    }

    private func cropShare(_ standard: Double) throws(PreprocessingError) -> Double {
        try file.refuseNull("crop_pct")
        let share = try file.number("crop_pct") ?? standard
        guard share > 0.03, share <= 10 else { throw file.wrong("crop_pct", .number(share), "above 0.03") }
        return share
    }

    private func crop() throws(PreprocessingError) -> (height: Int, width: Int)? {
        let isGiven = file["crop_size"] != nil
        guard try file.step("do_center_crop", processor, processor?.doesCrop ?? isGiven) else { return nil }
        guard let value = file["crop_size"] else {
            if processor != nil { try file.refuseNull("crop_size") }
            if let side = processor?.crop { return (side, side) }
            throw .missing(file: file.name, key: "crop_size", advice: "“do_center_crop” requires it")
        }
        switch try read(value, "crop_size", isSquare: true) {
        case .both(let height, let width): return (height, width)
        case .shortest: throw file.wrong("crop_size", value, "a number or {\"height\": ..., \"width\": ...}")
        }
    }

    private func size(hasCrop: Bool, isConvNext: Bool) throws(PreprocessingError) -> Size {
        guard let value = file["size"] else {
            if processor != nil { try file.refuseNull("size") }
            if let processor { return processor.size }
            throw .missing(
                file: file.name, key: "size",
                advice: "add {\"height\": ..., \"width\": ...} or “image_processor_type”")
        }
        if case .number = value, processor == nil, hasCrop, !isConvNext {
            // A square for some processors, the shorter side for others.
            throw file.wrong(
                "size", value, "{\"shortest_edge\": ...} or {\"height\": ..., \"width\": ...} if a crop follows")
        }
        let isSquare = try file.truth("default_to_square") ?? processor?.isSquare ?? !isConvNext
        return try read(value, "size", isSquare: isSquare)
    }

    private func read(
        _ value: ConfigurationValue, _ key: String, isSquare: Bool
    ) throws(PreprocessingError) -> Size {
        switch value {
        case .number:
            let side = try file.side(value, key)
            return isSquare ? .square(side) : .shortest(side)
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
}
