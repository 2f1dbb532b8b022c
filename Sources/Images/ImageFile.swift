/// Decodes image files, recognized by content, not by name.
package enum ImageFile {
    /// The largest number of pixels accepted, the same as PIL's limit; checked in the header before anything is
    /// allocated.
    package static let pixelLimit = 178_956_970

    /// Decodes a file.
    ///
    /// With the default options the pixels are those of PIL's `Image.open(path).convert("RGB")`, except for PNG and PGM with
    /// 16-bit grey: PIL clips it at 255; here it is scaled to 8 bits like other 16-bit formats (`v >> 8`).
    package static func decode(path: String, options: DecodingOptions = DecodingOptions()) throws(ImageError) -> Raster
    {
        try decode(bytes: read(path), name: path, options: options)
    }

    /// Decodes the content of a file; errors refer to it as `name`.
    package static func decode(
        bytes: [UInt8], name: String, options: DecodingOptions = DecodingOptions()
    ) throws(ImageError) -> Raster {
        try ImageFormat(of: bytes, name: name).decode(bytes, name: name, options: options)
    }

    /// Decodes an image for a thumbnail, at no less than the given size unless it is smaller. A JPEG is decoded at the
    /// smallest multiple of 1/8 of its size that suffices, which is much faster; other formats are decoded in full.
    package static func decode(
        path: String, atLeastWidth width: Int, height: Int, options: DecodingOptions = DecodingOptions()
    ) throws(ImageError) -> Raster {
        let bytes = try read(path)
        let format = try ImageFormat(of: bytes, name: path)
        guard format == .jpeg else { return try format.decode(bytes, name: path, options: options) }
        let stored = try JPEGHeader(bytes, name: path).orientation
        let orientation = options.appliesOrientation ? stored : .upright
        let raster = try JPEGCodec.decode(
            bytes, atLeastWidth: orientation.swapsAxes ? height : width,
            height: orientation.swapsAxes ? width : height, name: path)
        return orientation.applied(to: raster)
    }

    /// Returns the size that the header declares, without applying the orientation or decoding pixels.
    package static func dimensions(path: String) throws(ImageError) -> (width: Int, height: Int) {
        let start = try read(path, atMost: 1 << 16)
        do {
            return try ImageFormat(of: start, name: path).dimensions(start, name: path)
        } catch .truncated where start.count == 1 << 16 {
            // Colour profiles and previews may precede the size.
            let bytes = try read(path)
            return try ImageFormat(of: bytes, name: path).dimensions(bytes, name: path)
        }
    }

    static func checkSize(width: Int, height: Int, name: String) throws(ImageError) {
        guard width > 0, height > 0 else { throw .zeroSized(path: name, width: width, height: height) }
        let (pixels, overflows) = width.multipliedReportingOverflow(by: height)
        guard !overflows, pixels <= pixelLimit else {
            throw .tooManyPixels(path: name, width: width, height: height)
        }
    }

    /// Returns a file's bytes, or the first `limit` of them.
    package static func read(_ path: String, atMost limit: Int? = nil) throws(ImageError) -> [UInt8] {
        // Reading a pipe would block forever.
        let kind = FileStatus(path: path)?.kind
        if let kind, kind != .file {
            throw .unreadable(path: path, detail: kind == .folder ? "it is a folder" : "it is not a regular file")
        }
        do {
            return try FileSystem.read(path, atMost: limit)
        } catch {
            throw .unreadable(path: path, detail: error.detail)
        }
    }

    /// Returns whether a file starts with the signature of a supported format.
    package static func isKnownFormat(path: String) -> Bool {
        guard let start = try? read(path, atMost: ImageFormat.signatureLength) else { return false }
        return (try? ImageFormat(of: start, name: path)) != nil
    }

    /// Returns whether the compression of a file changed its pixels: that of JPEG, or of a lossy WebP.
    package static func isLossy(_ bytes: [UInt8]) -> Bool {
        switch try? ImageFormat(of: bytes, name: "") {
        case .jpeg: return true
        case .webp:
            // Frames of animations have theirs inside.
            let chunks = (try? WebPContainer(bytes, name: ""))?.chunks.map(\.name) ?? []
            return chunks.contains("VP8 ") || chunks.contains("ANMF")
        default: return false
        }
    }

    /// Returns the names in a folder, in no order.
    ///
    /// A name that is not UTF-8 is written with its other bytes as `\xE9`, by which its file is found.
    package static func names(inFolder path: String) throws(ImageError) -> [String] {
        do {
            return try FileSystem.names(in: path)
        } catch {
            throw .unreadable(path: path, detail: error.detail)
        }
    }
}
