import Workers

/// The compression effort of a PNG.
package enum PNGSpeed: String, Sendable, Codable, CaseIterable {
    /// Takes a sixth of the time; files of photographs are about 6 % larger.
    case fast
    case small
}

extension PNGCodec {
    /// Encodes 8-bit RGB with text chunks, which record how the picture was made.
    ///
    /// - Parameters:
    ///   - text: Keywords of 1...79 Latin-1 letters, and values in any language.
    ///   - threads: The number of threads used if `speed` is `fast`; the bytes do not depend on it.
    /// - Throws: ``ImageError/encoding(format:detail:)``.
    package static func encode(
        _ raster: Raster, text: [(keyword: String, value: String)] = [], speed: PNGSpeed = .small, threads: Int = 1
    ) throws(ImageError) -> [UInt8] {
        guard raster.width > 0, raster.height > 0, raster.pixels.count <= 3 * ImageFile.pixelLimit else {
            throw .encoding(format: "PNG", detail: "\(raster.width)×\(raster.height) pixels")
        }
        if speed == .fast { return try encodeFast(raster, text, threads: threads) }
        let encoded = try encodePixels(raster)
        // Text chunks follow the signature and IHDR, which take 33 bytes.
        return try Array(encoded.prefix(33)) + textChunks(text) + encoded.dropFirst(33)
    }

    private static func textChunks(_ text: [(keyword: String, value: String)]) throws(ImageError) -> [UInt8] {
        var chunks: [UInt8] = []
        for (keyword, value) in text { chunks += try textChunk(keyword, value) }
        return chunks
    }

    /// Returns a complete file with the residuals of the Paeth predictor, run-length coded.
    ///
    /// For sheets this takes a sixth of the time of libpng, which chooses a filter for each row and searches for
    /// repetitions, and produces 6 % more bytes. Without prediction it would be 20 % more.
    private static func encodeFast(
        _ raster: Raster, _ text: [(keyword: String, value: String)], threads: Int
    ) throws(ImageError) -> [UInt8] {
        try file(width: raster.width, height: raster.height, colorType: 2, text: text, threads: threads) {
            PNGFilter.predicted(raster, rows: $0)
        }
    }

    /// Returns a complete file with 8 bits per sample; colour type 0 is grey, 2 is RGB.
    ///
    /// - Parameter filtered: Returns rows with their filter bytes; called for bands of the picture.
    static func file(
        width: Int, height: Int, colorType: UInt8, text: [(keyword: String, value: String)] = [], threads: Int = 1,
        filtered: @Sendable (Range<Int>) -> [UInt8]
    ) throws(ImageError) -> [UInt8] {
        let stream = try compressed(width: width, height: height, samples: colorType == 2 ? 3 : 1, threads, filtered)
        // Deflate, the five filters, not interlaced.
        let header = PNGChunk.bigEndian(width) + PNGChunk.bigEndian(height) + [8, colorType, 0, 0, 0]
        var file = try PNGChunk.signature + PNGChunk.encoded(type: "IHDR", data: header) + textChunks(text)
        for part in stream { file += PNGChunk.encoded(type: "IDAT", data: part) }
        return file + PNGChunk.encoded(type: "IEND", data: [])
    }

    /// Returns the zlib stream of a picture's rows in pieces: a header, one piece per band of half a megabyte, and an end.
    private static func compressed(
        width: Int, height: Int, samples: Int, _ threads: Int, _ filtered: @Sendable (Range<Int>) -> [UInt8]
    ) throws(ImageError) -> [[UInt8]] {
        let step = max(1, (1 << 19) / (samples * width + 1))
        let bands = stride(from: 0, to: height, by: step).map { $0..<min(height, $0 + step) }
        let parts = try bands.concurrentMap(threads: threads) { band throws(ImageError) in
            let rows = filtered(band)
            guard let part = deflated(rows, isLast: band.upperBound == height) else {
                throw .encoding(format: "PNG", detail: "zlib cannot compress \(width)×\(height) pixels")
            }
            return (bytes: part, adler: adler(rows), count: rows.count)
        }
        // Deflate with a window of 32 KiB at the fastest level (RFC 1950, 2.2).
        let sum = parts.reduce(1) { adler($0, $1.adler, count: $1.count) }
        var pieces = parts.map(\.bytes)
        pieces[0].insert(contentsOf: [0x78, 0x01], at: 0)
        pieces[pieces.count - 1] += PNGChunk.bigEndian(Int(sum))
        return pieces
    }

    /// Returns a tEXt chunk if the value is ASCII, otherwise an iTXt chunk, which is UTF-8 (specification, 11.3.3).
    private static func textChunk(_ keyword: String, _ value: String) throws(ImageError) -> [UInt8] {
        let name = keyword.unicodeScalars.map(\.value)
        let isPrintable = name.allSatisfy { (32...126).contains($0) || (161...255).contains($0) }
        guard (1...79).contains(name.count), isPrintable, name.first != 32, name.last != 32 else {
            throw .encoding(format: "PNG", detail: "the text keyword \"\(keyword)\" is not 1 to 79 Latin-1 letters")
        }
        guard !value.utf8.contains(0) else {
            throw .encoding(format: "PNG", detail: "the text \"\(keyword)\" contains a null character")
        }
        let start = name.map { UInt8(truncatingIfNeeded: $0) } + [0]
        if value.utf8.allSatisfy({ $0 < 128 }) {
            return PNGChunk.encoded(type: "tEXt", data: start + Array(value.utf8))
        }
        return PNGChunk.encoded(type: "iTXt", data: start + [0, 0, 0, 0] + Array(value.utf8))
    }

    /// Returns the uncompressed text chunks of a PNG file in order; empty if the bytes are not a PNG.
    package static func textChunks(of bytes: [UInt8]) -> [(keyword: String, value: String)] {
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
