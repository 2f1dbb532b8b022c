import CTurboJPEG

/// JPEG through TurboJPEG; every pointer of that library stays in this file.
public enum JPEGCodec {
    /// Decodes grey, colour, CMYK and YCCK files, baseline or progressive, to the pixels of PIL's `convert("RGB")`.
    ///
    /// Adobe writes CMYK inverted, and like PIL this takes every CMYK file to be Adobe's. Stray bytes between
    /// segments are passed over; a file whose data end early or cannot be decoded is an error, not a grey area.
    /// - Throws: ``ImageError`` with `name` as its path.
    public static func decode(_ bytes: [UInt8], name: String) throws(ImageError) -> Raster {
        let header = try JPEGHeader(bytes, name: name)
        return try decode(bytes, header: header, name: name, width: header.width, height: header.height)
    }

    /// Decodes at the smallest of TurboJPEG's scales (eighths) at which the picture is at least as large as asked,
    /// or in full where it never was: for thumbnails.
    public static func decode(
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
        // A Huffman code takes a bit at least for each block of 8 × 8: a header alone gets no memory.
        if !header.isArithmetic, bytes.count < header.width * header.height / 512 {
            throw .truncated(
                path: name, detail: "\(bytes.count) bytes cannot hold \(header.width)×\(header.height) pixels")
        }
        guard let decoder = unsafe tjInitDecompress() else {
            throw .unsupported(path: name, detail: "TurboJPEG does not start")
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
            // What failed is thrown away below, and a warning leaves every row written.
            let isWhole = unsafe status == 0 || tjGetErrorCode(decoder) == TJERR_WARNING.rawValue32
            count = isWhole ? target.count : 0
        }
        if status != 0 {
            let message = unsafe tjGetErrorStr2(decoder).map { unsafe String(cString: $0) } ?? "no message"
            let isFatal = unsafe tjGetErrorCode(decoder) != TJERR_WARNING.rawValue32
            try checkWarning(message, isFatal: isFatal, bytes: bytes, name: name)
        }
        return Raster(width: width, height: height, pixels: isInk ? colors(ofInverted: pixels) : pixels)
    }

    /// Passes over harmless warnings and throws for the others.
    private static func checkWarning(
        _ message: String, isFatal: Bool, bytes: [UInt8], name: String
    ) throws(ImageError) {
        if !JPEGHeader.reachesEnd(bytes) || message.contains("Premature end") {
            throw .truncated(path: name, detail: "its \(bytes.count) bytes end before the image does")
        }
        // Some ImageNet files have stray bytes between segments; their pixels are whole.
        if isFatal || !message.contains("extraneous bytes") { throw .corrupt(path: name, detail: message) }
    }

    /// RGB from inverted CMYK, in PIL's arithmetic.
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

    /// Encodes with 4:4:4 colour.
    /// - Parameter quality: 1...100, as in libjpeg.
    /// - Throws: ``ImageError/encoding(format:detail:)``.
    public static func encode(_ raster: Raster, quality: Int) throws(ImageError) -> [UInt8] {
        guard raster.width > 0, raster.height > 0, raster.width <= 65500, raster.height <= 65500 else {
            throw .encoding(format: "JPEG", detail: "\(raster.width)×\(raster.height) pixels")
        }
        guard let encoder = unsafe tjInitCompress() else {
            throw .encoding(format: "JPEG", detail: "TurboJPEG does not start")
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
