import CWebP

/// Decodes WebP with libwebp. All pointers of that library stay in this file.
enum WebPCodec {
    /// Decodes the only or the first frame to the pixels of PIL's `convert("RGB")`.
    ///
    /// - Throws: ``ImageError`` with `name` as its path.
    static func decode(
        _ bytes: [UInt8], name: String, options: DecodingOptions = DecodingOptions()
    ) throws(ImageError) -> Raster {
        let container = try WebPContainer(bytes, name: name)
        if let length = bytes.littleEndian32(at: 4), length > bytes.count - 8 {
            throw .truncated(path: name, detail: "\(bytes.count) of \(length + 8) bytes")
        }
        var frame: Frame?
        var status = VP8_STATUS_OK
        unsafe bytes.withUnsafeBufferPointer { source in
            var data = unsafe WebPData(bytes: source.baseAddress, size: source.count)
            guard let demuxer = unsafe WebPDemux(&data) else {
                status = VP8_STATUS_BITSTREAM_ERROR
                return
            }
            defer { unsafe WebPDemuxDelete(demuxer) }
            var iterator = unsafe WebPIterator()
            defer { unsafe WebPDemuxReleaseIterator(&iterator) }
            guard unsafe WebPDemuxGetFrame(demuxer, 1, &iterator) != 0 else {
                status = VP8_STATUS_NOT_ENOUGH_DATA
                return
            }
            let (width, height) = unsafe (Int(iterator.width), Int(iterator.height))
            let (left, top) = unsafe (Int(iterator.x_offset), Int(iterator.y_offset))
            guard left + width <= container.width, top + height <= container.height else {
                status = VP8_STATUS_BITSTREAM_ERROR
                return
            }
            let pixels = unsafe decode(
                iterator.fragment, width: width, height: height, hasAlpha: options.alpha != .drop, &status)
            frame = Frame(left: left, top: top, width: width, height: height, pixels: pixels)
        }
        guard status == VP8_STATUS_OK, let frame else {
            let words = words(status)
            throw status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED
                ? .truncated(path: name, detail: words) : .corrupt(path: name, detail: words)
        }
        let raster = frame.raster(width: container.width, height: container.height, options.alpha)
        return options.appliesOrientation ? container.orientation(bytes).applied(to: raster) : raster
    }

    /// A decoded frame and its place in the picture.
    private struct Frame {
        let left: Int
        let top: Int
        let width: Int
        let height: Int
        /// [height, width, 3], or 4 with alpha.
        let pixels: [UInt8]

        /// Returns the picture; what the frame does not cover is transparent black.
        func raster(width: Int, height: Int, _ alpha: AlphaRule) -> Raster {
            let channels = alpha == .drop ? 3 : 4
            if channels == 3, (width, height) == (self.width, self.height) {
                return Raster(width: width, height: height, pixels: pixels)
            }
            var target = [UInt8](repeating: alpha.background ?? 0, count: width * height * 3)
            for row in 0..<self.height {
                for column in 0..<self.width {
                    let source = (row * self.width + column) * channels
                    let place = ((top + row) * width + left + column) * 3
                    for channel in 0..<3 {
                        let level = pixels[source + channel]
                        target[place + channel] =
                            alpha.background.map { AlphaRule.blend(level, pixels[source + 3], over: $0) } ?? level
                    }
                }
            }
            return Raster(width: width, height: height, pixels: target)
        }
    }

    private static func decode(
        _ fragment: WebPData, width: Int, height: Int, hasAlpha: Bool, _ status: inout VP8StatusCode
    ) -> [UInt8] {
        var config = unsafe WebPDecoderConfig()
        guard unsafe WebPInitDecoderConfig(&config) != 0 else {
            status = VP8_STATUS_INVALID_PARAM
            return []
        }
        let stride = width * (hasAlpha ? 4 : 3)
        unsafe config.output.colorspace = hasAlpha ? MODE_RGBA : MODE_RGB
        unsafe config.output.is_external_memory = 1
        return unsafe [UInt8](unsafeUninitializedCapacity: stride * height) { target, count in
            unsafe config.output.u.RGBA.rgba = target.baseAddress
            unsafe config.output.u.RGBA.stride = Int32(stride)
            unsafe config.output.u.RGBA.size = stride * height
            status = unsafe WebPDecode(fragment.bytes, fragment.size, &config)
            count = status == VP8_STATUS_OK ? stride * height : 0
        }
    }

    /// libwebp has codes and no messages.
    private static func words(_ status: VP8StatusCode) -> String {
        switch status {
        case VP8_STATUS_OUT_OF_MEMORY: "libwebp: out of memory"
        case VP8_STATUS_BITSTREAM_ERROR: "libwebp: bitstream error"
        case VP8_STATUS_UNSUPPORTED_FEATURE: "libwebp: unsupported feature"
        case VP8_STATUS_SUSPENDED, VP8_STATUS_NOT_ENOUGH_DATA: "libwebp: not enough data"
        default: "libwebp: status \(status.rawValue)"
        }
    }
}
