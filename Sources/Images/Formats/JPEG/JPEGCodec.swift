import CTurboJPEG

/// Decodes and encodes JPEG with TurboJPEG. All pointers of that library stay in this file.
package enum JPEGCodec {
    /// Decodes grey, colour, CMYK and YCCK files, baseline or progressive, to the pixels of PIL's `convert("RGB")`.
    ///
    /// Adobe writes CMYK inverted; like PIL, this decoder treats every CMYK file as Adobe's. Stray bytes between
    /// segments are ignored, and so is what is odd in the headers and does not change pixels (``JPEGMending``). Truncated or
    /// invalid data are an error, not a grey area.
    ///
    /// - Throws: ``ImageError`` with `name` as its path.
    package static func decode(_ bytes: [UInt8], name: String) throws(ImageError) -> Raster {
        let header = try JPEGHeader(bytes, name: name)
        return try decode(bytes, header: header, name: name, width: header.width, height: header.height)
    }

    /// Decodes for a thumbnail, at the smallest of TurboJPEG's scales (eighths) at which the picture is at least as large
    /// as requested; in full if it is smaller.
    package static func decode(
        _ bytes: [UInt8], atLeastWidth width: Int, height: Int, name: String
    ) throws(ImageError) -> Raster {
        let header = try JPEGHeader(bytes, name: name)
        let scale = (1...8).first { eighths in
            scaled(header.width, eighths) >= width && scaled(header.height, eighths) >= height
        }
        return try decode(
            bytes, header: header, name: name, width: scaled(header.width, scale ?? 8),
            height: scaled(header.height, scale ?? 8))
    }

    private static func scaled(_ size: Int, _ eighths: Int) -> Int { (size * eighths + 7) / 8 }

    static func decode(
        _ bytes: [UInt8], header: JPEGHeader, name: String, width: Int, height: Int
    ) throws(ImageError) -> Raster {
        try ImageFile.checkSize(width: header.width, height: header.height, name: name)
        // Each block of 8×8 pixels takes at least one bit, so a header without data cannot allocate much.
        if !header.isArithmetic, bytes.count < header.width * header.height / 512 {
            throw .truncated(
                path: name, detail: "\(header.width)×\(header.height) pixels cannot fit in \(bytes.count) bytes")
        }
        var decoded = try pixels(bytes, header, name: name, width: width, height: height)
        // libjpeg keeps the first warning alone, so a harmless one might hide another: what it is about is put right.
        var mended = bytes
        if let warning = decoded.warning, !warning.isFatal, let better = JPEGMending.mended(bytes, header) {
            mended = better
            decoded = try pixels(mended, header, name: name, width: width, height: height)
        }
        // Stray bytes behind a scan are taken out until there is no other warning, or none at all.
        for _ in 0..<JPEGMending.strayPlaces {
            guard let warning = decoded.warning, !warning.isFatal else { break }
            var better: (bytes: [UInt8], pixels: [UInt8], warning: Warning?)?
            for candidate in JPEGMending.withoutStrayBytes(mended, warning: warning.message) {
                let next = try pixels(candidate, header, name: name, width: width, height: height)
                if next.warning?.message != warning.message { better = (candidate, next.pixels, next.warning) }
                if better != nil { break }
            }
            guard let better else { break }
            mended = better.bytes
            decoded = (better.pixels, better.warning)
        }
        if let warning = decoded.warning { try check(warning, bytes: bytes, name: name) }
        let colors = header.components == 4 ? colors(ofInverted: decoded.pixels) : decoded.pixels
        return Raster(width: width, height: height, pixels: colors)
    }

    private typealias Warning = (message: String, isFatal: Bool)

    /// Returns the pixels, four bytes each for CMYK, and libjpeg's first warning or its error.
    private static func pixels(
        _ bytes: [UInt8], _ header: JPEGHeader, name: String, width: Int, height: Int
    ) throws(ImageError) -> (pixels: [UInt8], warning: Warning?) {
        guard let decoder = unsafe tjInitDecompress() else {
            throw .unsupported(path: name, detail: "TurboJPEG initialization failed")
        }
        defer { unsafe tjDestroy(decoder) }
        let isInk = header.components == 4
        let channels = isInk ? 4 : 3
        let format = isInk ? TJPF_CMYK : TJPF_RGB
        var status: Int32 = 0
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: width * height * channels) { target, count in
            status = unsafe bytes.withUnsafeBufferPointer { source in
                unsafe tjDecompress2(
                    decoder, source.baseAddress, UInt(source.count), target.baseAddress, Int32(width),
                    Int32(width * channels), Int32(height), format.rawValue32, 0)
            }
            // After an error the pixels are not used; after a warning every row has been written.
            let isWhole = unsafe status == 0 || tjGetErrorCode(decoder) == TJERR_WARNING.rawValue32
            count = isWhole ? target.count : 0
        }
        if status == 0 { return (pixels, nil) }
        let message = unsafe tjGetErrorStr2(decoder).map { unsafe String(cString: $0) } ?? "no message"
        return (pixels, (message, unsafe tjGetErrorCode(decoder) != TJERR_WARNING.rawValue32))
    }

    /// Ignores harmless warnings and throws for the others.
    private static func check(_ warning: Warning, bytes: [UInt8], name: String) throws(ImageError) {
        if warning.isFatal, warning.message.contains("Unsupported") {
            throw .unsupported(path: name, detail: warning.message)
        }
        if !JPEGHeader.reachesEnd(bytes) || warning.message.contains("Premature end") {
            throw .truncated(path: name, detail: "the data end after \(bytes.count) bytes")
        }
        // Some ImageNet files have stray bytes between segments; their pixels are complete.
        if warning.isFatal || !warning.message.contains("extraneous bytes") {
            throw .corrupt(path: name, detail: warning.message)
        }
    }

    /// Converts inverted CMYK to RGB with PIL's arithmetic.
    private static func colors(ofInverted inks: [UInt8]) -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: inks.count / 4 * 3)
        for pixel in 0..<inks.count / 4 {
            let black = Int(inks[pixel * 4 + 3])
            for channel in 0..<3 {
                let product = (255 - Int(inks[pixel * 4 + channel])) * black + 128
                let value = black - ((product >> 8 + product) >> 8)
                pixels[pixel * 3 + channel] = UInt8(clamping: value)
            }
        }
        return pixels
    }

    /// Encodes without chroma subsampling (4:4:4).
    ///
    /// - Parameter quality: 1...100, as in libjpeg.
    /// - Throws: ``ImageError/encoding(format:detail:)``.
    package static func encode(_ raster: Raster, quality: Int) throws(ImageError) -> [UInt8] {
        guard raster.width > 0, raster.height > 0, raster.width <= 65500, raster.height <= 65500 else {
            throw .encoding(format: "JPEG", detail: "\(raster.width)×\(raster.height) pixels")
        }
        guard let encoder = unsafe tjInitCompress() else {
            throw .encoding(format: "JPEG", detail: "TurboJPEG initialization failed")
        }
        defer { unsafe tjDestroy(encoder) }
        let sampling = TJSAMP_444.rawValue32
        let capacity = Int(tjBufSize(Int32(raster.width), Int32(raster.height), sampling))
        var status: Int32 = 0
        let encoded = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            var size = UInt(capacity)
            var start = target.baseAddress
            status = unsafe raster.pixels.withUnsafeBufferPointer { source in
                unsafe tjCompress2(
                    encoder, source.baseAddress, Int32(raster.width), Int32(raster.width * 3), Int32(raster.height),
                    TJPF_RGB.rawValue32, &start, &size, sampling, Int32(min(100, max(1, quality))),
                    TJFLAG_NOREALLOC)
            }
            count = status == 0 ? Int(size) : 0
        }
        guard status == 0 else {
            let message = unsafe tjGetErrorStr2(encoder).map { unsafe String(cString: $0) } ?? "no message"
            throw .encoding(format: "JPEG", detail: message)
        }
        return encoded
    }
}

extension TJPF { fileprivate var rawValue32: Int32 { Int32(rawValue) } }
extension TJSAMP { fileprivate var rawValue32: Int32 { Int32(rawValue) } }
extension TJERR { fileprivate var rawValue32: Int32 { Int32(rawValue) } }
