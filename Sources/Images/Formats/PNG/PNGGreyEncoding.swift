extension PNGCodec {
    /// Encodes one byte per pixel as an 8-bit grey PNG, the format of masks and label maps.
    ///
    /// - Parameter pixels: [height, width], row-major.
    /// - Throws: ``ImageError/encoding(format:detail:)``.
    package static func encode(
        grey pixels: [UInt8], width: Int, height: Int, text: [(keyword: String, value: String)] = []
    ) throws(ImageError) -> [UInt8] {
        guard width > 0, height > 0, pixels.count == width * height, pixels.count <= ImageFile.pixelLimit else {
            throw .encoding(format: "PNG", detail: "\(pixels.count) grey pixels for \(width)×\(height)")
        }
        // Rows are not filtered, because runs of equal bytes compress well unchanged.
        return try file(width: width, height: height, colorType: 0, text: text) { band in
            var rows: [UInt8] = []
            rows.reserveCapacity(band.count * (width + 1))
            for row in band { rows += [0] + pixels[row * width..<(row + 1) * width] }
            return rows
        }
    }
}
