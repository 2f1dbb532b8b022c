/// The supported formats.
package enum ImageFormat: String, CaseIterable {
    case jpeg = "JPEG"
    case png = "PNG"
    case webp = "WebP"
    case gif = "GIF"
    case bmp = "BMP"
    /// PBM, PGM and PPM.
    case netpbm = "PBM, PGM and PPM"

    /// The number of bytes from which every format is recognized.
    package static let signatureLength = 18

    /// Recognizes the format by the first bytes.
    init(of bytes: [UInt8], name: String) throws(ImageError) {
        if bytes.isEmpty { throw .empty(path: name) }
        if let format = Self.allCases.first(where: { $0.isFormat(of: bytes) }) {
            self = format
        } else if bytes.count < 8,
            [Self.jpegSignature, PNGChunk.signature].contains(where: { $0.starts(with: bytes) })
        {
            throw .truncated(path: name, detail: "only \(bytes.count) bytes")
        } else {
            throw .unknownFormat(path: name, kind: FileSignature.name(of: bytes))
        }
    }

    private static let jpegSignature: [UInt8] = [0xFF, 0xD8, 0xFF]

    private func isFormat(of bytes: [UInt8]) -> Bool {
        switch self {
        case .jpeg: bytes.starts(with: Self.jpegSignature)
        case .png: bytes.starts(with: PNGChunk.signature)
        case .webp: bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
        case .gif: bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8)
        case .bmp:
            // Two letters are too few to tell: the length of the second header has to be one of a bitmap's.
            bytes.starts(with: "BM".utf8) && bytes.littleEndian32(at: 14).map(BMPHeader.sizes.contains) ?? false
        case .netpbm: NetpbmHeader.isMagic(bytes)
        }
    }

    /// Decodes the content of a file in this format.
    func decode(_ bytes: [UInt8], name: String, options: DecodingOptions) throws(ImageError) -> Raster {
        switch self {
        case .jpeg:
            let header = try JPEGHeader(bytes, name: name)
            let raster = try JPEGCodec.decode(
                bytes, header: header, name: name, width: header.width, height: header.height)
            return options.appliesOrientation ? header.orientation.applied(to: raster) : raster
        case .png: return try PNGCodec.decode(bytes, name: name, options: options)
        case .webp: return try WebPCodec.decode(bytes, name: name, options: options)
        case .gif: return try GIFDecoder.decode(bytes, name: name, options: options)
        case .bmp: return try BMPDecoder.decode(bytes, name: name, options: options)
        case .netpbm: return try NetpbmDecoder.decode(bytes, name: name)
        }
    }

    /// Returns the size that the header declares, without applying the orientation.
    func dimensions(_ bytes: [UInt8], name: String) throws(ImageError) -> (width: Int, height: Int) {
        switch self {
        case .jpeg:
            let header = try JPEGHeader(bytes, name: name)
            try ImageFile.checkSize(width: header.width, height: header.height, name: name)
            return (header.width, header.height)
        case .png:
            let header = try PNGHeader(bytes, name: name)
            return (header.width, header.height)
        case .webp:
            let container = try WebPContainer(bytes, name: name)
            return (container.width, container.height)
        case .gif:
            let frame = try GIFFrame(bytes, name: name)
            return (frame.width, frame.height)
        case .bmp:
            let header = try BMPHeader(bytes, name: name)
            return (header.width, header.height)
        case .netpbm:
            let header = try NetpbmHeader(bytes, name: name)
            return (header.width, header.height)
        }
    }
}

extension Collection where Element == UInt8, Index == Int {
    /// Returns the little-endian number at an index; nil if it would extend past the end.
    func littleEndian16(at index: Int) -> Int? {
        guard index >= startIndex, index + 2 <= endIndex else { return nil }
        return Int(self[index]) | Int(self[index + 1]) << 8
    }

    func littleEndian32(at index: Int) -> Int? {
        guard let low = littleEndian16(at: index), let high = littleEndian16(at: index + 2) else { return nil }
        return low | high << 16
    }
}
