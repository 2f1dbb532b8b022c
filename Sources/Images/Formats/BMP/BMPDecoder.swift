/// Decodes BMP files to the pixels of PIL's `convert("RGB")`: 1, 4, 8, 16, 24 and 32 bits, run lengths, channel masks,
/// either order of rows.
enum BMPDecoder {
    /// - Throws: ``ImageError`` with `name` as its path.
    static func decode(
        _ bytes: [UInt8], name: String, options: DecodingOptions = DecodingOptions()
    ) throws(ImageError) -> Raster {
        let header = try BMPHeader(bytes, name: name)
        switch header.layout {
        case .indices(let depth):
            let rows = try rows(of: header, bitsPerPixel: depth, bytes, name: name)
            var indices: [UInt8] = []
            indices.reserveCapacity(header.width * header.height)
            for row in rows {
                for column in 0..<header.width {
                    let bit = column * depth
                    let code = bytes[row + bit >> 3] >> UInt8(8 - depth - bit & 7)
                    indices.append(depth == 8 ? code : code & (1 << UInt8(depth) - 1))
                }
            }
            return IndexedPixels(width: header.width, height: header.height, indices: indices)
                .raster(palette: header.palette)
        case .runs(let depth):
            let indices = try BMPRuns(header, depth: depth, bytes, name: name).indices
            return IndexedPixels(width: header.width, height: header.height, indices: indices)
                .raster(palette: header.palette)
        case .packed(let greenBits):
            return try raster(header, bytesPerPixel: 2, bytes, name: name) { place in
                let code = Int(bytes[place]) | Int(bytes[place + 1]) << 8
                let green = 1 << greenBits - 1
                return (
                    UInt8((code >> (5 + greenBits) & 31) * 255 / 31), UInt8((code >> 5 & green) * 255 / green),
                    UInt8((code & 31) * 255 / 31)
                )
            }
        case .bytes(let count, let red, let green, let blue, let alpha):
            let background = options.alpha.background
            return try raster(header, bytesPerPixel: count, bytes, name: name) { place in
                let color = (bytes[place + red], bytes[place + green], bytes[place + blue])
                guard let alpha, let background else { return color }
                let level = bytes[place + alpha]
                return (
                    AlphaRule.blend(color.0, level, over: background),
                    AlphaRule.blend(color.1, level, over: background),
                    AlphaRule.blend(color.2, level, over: background)
                )
            }
        }
    }

    private static func raster(
        _ header: BMPHeader, bytesPerPixel: Int, _ bytes: [UInt8], name: String,
        color: (Int) -> (red: UInt8, green: UInt8, blue: UInt8)
    ) throws(ImageError) -> Raster {
        let rows = try rows(of: header, bitsPerPixel: 8 * bytesPerPixel, bytes, name: name)
        var pixels = [UInt8](repeating: 0, count: header.width * header.height * 3)
        var target = 0
        for row in rows {
            for column in 0..<header.width {
                let (red, green, blue) = color(row + column * bytesPerPixel)
                pixels[target] = red
                pixels[target + 1] = green
                pixels[target + 2] = blue
                target += 3
            }
        }
        return Raster(width: header.width, height: header.height, pixels: pixels)
    }

    /// Returns where each row begins in the file, from the top one. Rows are padded to four bytes, the last one need not be.
    private static func rows(
        of header: BMPHeader, bitsPerPixel: Int, _ bytes: [UInt8], name: String
    ) throws(ImageError) -> [Int] {
        let stride = (header.width * bitsPerPixel + 31) / 32 * 4
        let last = (header.width * bitsPerPixel + 7) / 8
        guard header.start + stride * (header.height - 1) + last <= bytes.count else {
            throw .truncated(path: name, detail: "the pixel data end before the last row")
        }
        let rows = (0..<header.height).map { header.start + $0 * stride }
        return header.isTopDown ? rows : rows.reversed()
    }
}
