/// The container of a WebP file: RIFF chunks (WebP Container Specification).
struct WebPContainer {
    let width: Int
    let height: Int
    /// The chunks: their names of four letters and where their data are.
    let chunks: [(name: String, data: Range<Int>)]

    /// - Throws: ``ImageError/truncated(path:detail:)`` if the size is not in the bytes; chunks that are cut short are left
    ///   out.
    init(_ bytes: [UInt8], name: String) throws(ImageError) {
        var chunks: [(String, Range<Int>)] = []
        var position = 12
        while let length = bytes.littleEndian32(at: position + 4) {
            let start = position + 8
            chunks.append((String(decoding: bytes[position..<position + 4], as: UTF8.self), start..<start + length))
            position = start + length + length % 2
        }
        self.chunks = chunks
        guard let (kind, data) = chunks.first, data.lowerBound + 10 <= bytes.count else {
            throw .truncated(path: name, detail: "the header ends after \(bytes.count) bytes")
        }
        let start = data.lowerBound
        switch kind {
        case "VP8 ":
            width = (bytes.littleEndian16(at: start + 6) ?? 0) & 0x3FFF
            height = (bytes.littleEndian16(at: start + 8) ?? 0) & 0x3FFF
        case "VP8L":
            let bits = bytes.littleEndian32(at: start + 1) ?? 0
            (width, height) = (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        case "VP8X":
            width = (bytes.littleEndian32(at: start + 4) ?? 0) & 0xFF_FFFF + 1
            height = (bytes.littleEndian32(at: start + 6) ?? 0) >> 8 + 1
        default: throw .corrupt(path: name, detail: "its first chunk is “\(kind)”")
        }
        try ImageFile.checkSize(width: width, height: height, name: name)
    }

    /// The EXIF orientation of the file's `bytes`; upright if there is none.
    func orientation(_ bytes: [UInt8]) -> Orientation {
        guard let range = chunks.first(where: { $0.name == "EXIF" })?.data, range.upperBound <= bytes.count else {
            return .upright
        }
        // Some writers keep the mark of JPEG's segment.
        let data = bytes[range]
        return Orientation(exif: data.starts(with: JPEGHeader.exifMark) ? data.dropFirst(6) : data)
    }
}
