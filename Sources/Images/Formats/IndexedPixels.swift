/// A picture whose pixels are indices of a palette.
struct IndexedPixels {
    let width: Int
    let height: Int
    /// [height, width]
    let indices: [UInt8]

    /// Returns the picture in colours.
    ///
    /// - Parameters:
    ///   - palette: Up to 256 colours of three bytes. Indices beyond its end are black, as in PIL.
    ///   - background: The level under the index `transparent`; nil if transparency is ignored.
    func raster(palette: [UInt8], transparent: Int? = nil, background: UInt8? = nil) -> Raster {
        var colors = palette.prefix(768) + [UInt8](repeating: 0, count: max(0, 768 - palette.count))
        if let transparent, let background, transparent < 256 {
            for channel in 0..<3 { colors[3 * transparent + channel] = background }
        }
        var pixels = [UInt8](repeating: 0, count: indices.count * 3)
        for (place, index) in indices.enumerated() {
            for channel in 0..<3 { pixels[3 * place + channel] = colors[3 * Int(index) + channel] }
        }
        return Raster(width: width, height: height, pixels: pixels)
    }

    /// A palette of grey levels.
    static let greys: [UInt8] = (0..<256).flatMap { [UInt8](repeating: UInt8($0), count: 3) }
}
