extension PNGCodec {
    /// Encodes one byte a pixel as an 8-bit grey PNG, as masks and maps of labels are kept.
    ///
    /// - Parameter pixels: [height, width], row-major.
    /// - Throws: ``ImageError/encoding(format:detail:)``.
    public static func encode(
        grey pixels: [UInt8], width: Int, height: Int, text: [(keyword: String, value: String)] = []
    ) throws(ImageError) -> [UInt8] {
        guard width > 0, height > 0, pixels.count == width * height, pixels.count <= ImageFile.pixelLimit else {
            throw .encoding(format: "PNG", detail: "\(pixels.count) grey pixels for \(width)×\(height)")
        }
        // Every row without a filter: equal bytes in a row, as labels are, deflate well as they are.
        return try file(width: width, height: height, colorType: 0, text: text) { band in
            var rows: [UInt8] = []
            rows.reserveCapacity(band.count * (width + 1))
            for row in band { rows += [0] + pixels[row * width..<(row + 1) * width] }
            return rows
        }
    }
}
