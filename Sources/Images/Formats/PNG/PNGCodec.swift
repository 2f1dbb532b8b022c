import CPNG

/// Decodes PNG with zlib and encodes it with libpng.
///
/// libpng's simplified reader is not used, because it applies gamma, rounds 16-bit samples and multiplies colours with
/// alpha, unlike PIL. All pointers of zlib and libpng stay in this file.
package enum PNGCodec {
    /// Returns the CRC-32 of a range of bytes.
    static func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            let part = unsafe UnsafeBufferPointer(rebasing: buffer[range])
            return Int(unsafe crc32_z(0, part.baseAddress, part.count)) & (part.isEmpty ? 0 : 0xFFFF_FFFF)
        }
    }

    /// Returns the Adler-32 checksum of a zlib stream with the contents `bytes`.
    static func adler(_ bytes: [UInt8]) -> UInt {
        unsafe bytes.withUnsafeBufferPointer { UInt(unsafe adler32_z(1, $0.baseAddress, $0.count)) }
    }

    /// Returns the checksum of contents followed by `count` bytes whose checksum is `other`.
    static func adler(_ first: UInt, _ other: UInt, count: Int) -> UInt {
        UInt(adler32_combine(uLong(first), uLong(other), count))
    }

    /// Deflates a part of a zlib stream independently, so that parts can be compressed in parallel and concatenated.
    ///
    /// Only runs of equal bytes and Huffman codes are used, which takes a third of the time of a search for repeated
    /// strings; photographs have few of them.
    ///
    /// - Parameter isLast: Whether the part ends the stream; other parts end at a whole byte.
    static func deflated(_ bytes: [UInt8], isLast: Bool) -> [UInt8]? {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        // Negative: without a header and checksum.
        guard unsafe deflateInit2_(&stream, 1, Z_DEFLATED, -15, 9, Z_RLE, ZLIB_VERSION, size) == Z_OK else {
            return nil
        }
        defer { unsafe deflateEnd(&stream) }
        // Ending at a whole byte takes up to six additional bytes.
        let capacity = unsafe Int(deflateBound(&stream, uLong(bytes.count))) + 16
        guard capacity <= Int(UInt32.max) else { return nil }
        var status = Z_OK
        let result = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            unsafe bytes.withUnsafeBufferPointer { source in
                unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.avail_in = uInt(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = uInt(capacity)
                status = unsafe deflate(&stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
            }
            count = unsafe capacity - Int(stream.avail_out)
        }
        return status == (isLast ? Z_STREAM_END : Z_OK) ? result : nil
    }

    /// Encodes pixels with libpng's simplified writer, without text chunks.
    static func encodePixels(_ raster: Raster) throws(ImageError) -> [UInt8] {
        var image = unsafe png_image()
        unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
        unsafe image.width = png_uint_32(raster.width)
        unsafe image.height = png_uint_32(raster.height)
        unsafe image.format = png_uint_32(PNG_FORMAT_RGB)
        defer { unsafe png_image_free(&image) }
        // The maximum size: rows with filter bytes, the overhead of deflate, and the other chunks.
        let rows = raster.height * (raster.width * 3 + 1)
        let capacity = rows + rows / 256 + 4096
        var succeeded = false
        let encoded = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            var size = png_alloc_size_t(capacity)
            succeeded = unsafe raster.pixels.withUnsafeBufferPointer { source in
                unsafe png_image_write_to_memory(
                    &image, target.baseAddress, &size, 0, source.baseAddress, png_int_32(raster.width * 3), nil) != 0
            }
            count = succeeded ? Int(size) : 0
        }
        guard succeeded else {
            let message = unsafe withUnsafeBytes(of: image.message) { unsafe String(decoding: $0, as: UTF8.self) }
            throw .encoding(format: "PNG", detail: String(message.prefix { $0 != "\0" }))
        }
        return encoded
    }
}

/// A zlib stream read incrementally, so that a small file cannot allocate much memory.
@safe final class Inflater {
    enum Failure: Equatable {
        case endsEarly
        case corrupt(String)
    }

    private let bytes: [UInt8]
    private var pieces: ArraySlice<Range<Int>>
    private let stream: UnsafeMutablePointer<z_stream>
    private var isOpen: Bool

    /// - Parameter pieces: The ranges of `bytes` that contain the stream, in order.
    init(_ bytes: [UInt8], pieces: [Range<Int>]) {
        self.bytes = bytes
        self.pieces = pieces[...]
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        isOpen = unsafe inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if isOpen { unsafe inflateEnd(stream) }
        unsafe stream.deallocate()
    }

    /// Fills all of `target` with the next bytes; returns nil on success.
    func read(into target: inout [UInt8]) -> Failure? {
        guard isOpen else { return .corrupt("zlib initialization failed") }
        var filled = 0
        while filled < target.count {
            // zlib may hold finished bytes back after it has taken the last input.
            let piece = pieces.first ?? 0..<0
            let (isLast, before) = (pieces.isEmpty, filled)
            var status = Z_OK
            var remaining = 0
            unsafe bytes.withUnsafeBufferPointer { source in
                unsafe target.withUnsafeMutableBufferPointer { destination in
                    unsafe stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: source.baseAddress?.advanced(by: piece.lowerBound))
                    unsafe stream.pointee.avail_in = uInt(piece.count)
                    unsafe stream.pointee.next_out = destination.baseAddress?.advanced(by: filled)
                    unsafe stream.pointee.avail_out = uInt(destination.count - filled)
                    status = unsafe inflate(stream, Z_NO_FLUSH)
                    remaining = Int(unsafe stream.pointee.avail_in)
                    filled = destination.count - Int(unsafe stream.pointee.avail_out)
                }
            }
            if isLast, filled == before { return .endsEarly }
            if remaining == 0 {
                pieces = pieces.dropFirst()
            } else {
                pieces[pieces.startIndex] = piece.upperBound - remaining..<piece.upperBound
            }
            switch status {
            case Z_OK, Z_BUF_ERROR: continue
            case Z_STREAM_END:
                if filled < target.count { return .endsEarly }
            default:
                let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
                return .corrupt(message ?? "zlib status \(status)")
            }
        }
        return nil
    }
}
