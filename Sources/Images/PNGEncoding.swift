/// How hard a PNG is compressed.
public enum PNGSpeed: String, Sendable, Codable, CaseIterable {
    /// A sixth of the time, for a photograph's file that is some 6 % larger.
    case fast
    case small
}

extension PNGCodec {
    /// Encodes 8-bit RGB, with text chunks that say how the picture was made.
    /// - Parameter text: keywords of 1...79 Latin-1 letters, and values in any language.
    /// - Throws: ``ImageError/encoding(format:detail:)``.
    public static func encode(
        _ raster: Raster, text: [(keyword: String, value: String)] = [], speed: PNGSpeed = .small
    ) throws(ImageError) -> [UInt8] {
        guard raster.width > 0, raster.height > 0, raster.pixels.count <= 3 * ImageFile.pixelLimit else {
            throw .encoding(format: "PNG", detail: "\(raster.width)×\(raster.height) pixels")
        }
        let encoded = try speed == .fast ? encodeFast(raster) : encodePixels(raster)
        return try spliced(encoded, text)
    }

    private static func spliced(
        _ encoded: [UInt8], _ text: [(keyword: String, value: String)]
    ) throws(ImageError) -> [UInt8] {
        var chunks: [UInt8] = []
        for (keyword, value) in text { chunks += try textChunk(keyword, value) }
        // Text goes after the signature and IHDR, which are 33 bytes.
        return Array(encoded.prefix(33)) + chunks + encoded.dropFirst(33)
    }

    /// A whole file: what Paeth's predictor leaves of each row, run-length coded. On sheets a sixth of the time that libpng
    /// takes to choose a filter for each row and to search for repetitions, for 6 % more bytes; without a prediction from the
    /// left, 20 % more.
    private static func encodeFast(_ raster: Raster) throws(ImageError) -> [UInt8] {
        try file(PNGFilter.predicted(raster), width: raster.width, height: raster.height, colorType: 2)
    }

    /// A whole file of rows with their filters, 8 bits a sample; colour type 0 is grey, 2 is RGB.
    static func file(
        _ rows: [UInt8], width: Int, height: Int, colorType: UInt8, text: [(keyword: String, value: String)] = []
    ) throws(ImageError) -> [UInt8] {
        guard let data = deflated(rows) else {
            throw .encoding(format: "PNG", detail: "zlib cannot compress \(width)×\(height) pixels")
        }
        func bigEndian(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        // Deflate, the five filters, not interlaced.
        let header = bigEndian(width) + bigEndian(height) + [8, colorType, 0, 0, 0]
        let encoded =
            PNGChunk.signature + PNGChunk.encoded(type: "IHDR", data: header)
            + PNGChunk.encoded(type: "IDAT", data: data) + PNGChunk.encoded(type: "IEND", data: [])
        return try spliced(encoded, text)
    }

    /// A tEXt chunk where the value is ASCII, else an iTXt chunk, which is UTF-8 (specification, 11.3.3).
    private static func textChunk(_ keyword: String, _ value: String) throws(ImageError) -> [UInt8] {
        let name = keyword.unicodeScalars.map(\.value)
        let isPrintable = name.allSatisfy { (32...126).contains($0) || (161...255).contains($0) }
        guard (1...79).contains(name.count), isPrintable, name.first != 32, name.last != 32 else {
            throw .encoding(format: "PNG", detail: "the text keyword \"\(keyword)\" is not 1 to 79 Latin-1 letters")
        }
        guard !value.utf8.contains(0) else {
            throw .encoding(format: "PNG", detail: "the text \"\(keyword)\" has a null character")
        }
        let start = name.map { UInt8(truncatingIfNeeded: $0) } + [0]
        if value.utf8.allSatisfy({ $0 < 128 }) {
            return PNGChunk.encoded(type: "tEXt", data: start + Array(value.utf8))
        }
        return PNGChunk.encoded(type: "iTXt", data: start + [0, 0, 0, 0] + Array(value.utf8))
    }

    /// The uncompressed text of a PNG file, in its order; empty where the bytes are no PNG.
    public static func textChunks(of bytes: [UInt8]) -> [(keyword: String, value: String)] {
        guard bytes.starts(with: PNGChunk.signature), let chunks = try? PNGChunk.all(in: bytes, name: "") else {
            return []
        }
        return chunks.compactMap { chunk in
            let fields = bytes[chunk.data].split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            guard fields.count == 2 else { return nil }
            let keyword = latin1(fields[0])
            switch chunk.type {
            case "tEXt": return (keyword, latin1(fields[1]))
            case "iTXt":
                guard fields[1].first == 0 else { return nil }
                let parts = fields[1].dropFirst(2).split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
                return parts.count == 3 ? (keyword, String(decoding: parts[2], as: UTF8.self)) : nil
            default: return nil
            }
        }
    }

    private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
