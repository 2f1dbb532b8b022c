/// The numbers that the pixels of a PNG hold: indices of a palette, or grey levels.
package struct PNGNumbers: Sendable {
    /// Red and green are the lower and the upper byte of a pixel's number; blue is 0.
    package let raster: Raster
    /// Three bytes for each colour of the palette; nil for grey.
    package let palette: [UInt8]?
    /// The number of bits of a number in the file.
    package let depth: Int

    /// Decodes the numbers of a PNG; nil for other formats, and for a PNG with colours or alpha in its pixels.
    ///
    /// - Throws: ``ImageError`` with `name` as its path.
    package init?(_ bytes: [UInt8], name: String) throws(ImageError) {
        guard bytes.starts(with: PNGChunk.signature) else { return nil }
        let header = try PNGHeader(bytes, name: name)
        guard header.kind == .palette || header.kind == .grey else { return nil }
        let chunks = try PNGChunk.all(in: bytes, name: name)
        let pieces = chunks.filter { $0.type == "IDAT" && !$0.data.isEmpty }.map(\.data)
        raster = try PNGCodec.decode(
            header, pixels: PNGPixels(numbersOf: header), inflater: Inflater(bytes, pieces: pieces), name: name)
        depth = header.depth
        guard header.kind == .palette else {
            palette = nil
            return
        }
        let colors = chunks.first { $0.type == "PLTE" }.map { Array(bytes[$0.data]) } ?? []
        guard !colors.isEmpty, colors.count % 3 == 0, colors.count <= 768 else {
            throw .corrupt(path: name, detail: "its palette has \(colors.count) bytes")
        }
        palette = colors
    }
}
