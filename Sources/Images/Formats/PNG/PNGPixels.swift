/// Converts the samples of a PNG row to RGB.
struct PNGPixels {
    private enum Samples {
        /// Up to 8 bits per pixel that index 256 colours of 3 bytes each: grey levels and palettes.
        case coded(colors: [UInt8])
        /// Samples of one or two bytes.
        case direct(bytes: Int)
        /// Samples of two bytes, kept whole: the lower byte as red, the upper one as green.
        case whole
    }

    private let header: PNGHeader
    private let samples: Samples
    /// The level under transparent pixels; nil if alpha is ignored.
    private let background: UInt8?
    /// The transparent colour of a picture without alpha, as the bytes of a pixel.
    private var key: [UInt8] = []

    init(
        _ header: PNGHeader, palette: ArraySlice<UInt8>?, transparency: ArraySlice<UInt8>?, background: UInt8?,
        name: String
    ) throws(ImageError) {
        self.header = header
        self.background = background
        let transparency = background == nil ? [] : Array(transparency ?? [])
        if header.kind == .palette {
            guard let palette, !palette.isEmpty, palette.count % 3 == 0, palette.count <= 768 else {
                throw .corrupt(path: name, detail: "its palette has \(palette?.count ?? 0) bytes")
            }
            var colors = Array(palette) + [UInt8](repeating: 0, count: 768 - palette.count)
            for (index, alpha) in transparency.prefix(256).enumerated() {
                for channel in 3 * index..<3 * index + 3 {
                    colors[channel] = AlphaRule.blend(colors[channel], alpha, over: background ?? 0)
                }
            }
            samples = .coded(colors: colors)
        } else if header.kind == .grey, header.depth <= 8 {
            let highest = 1 << header.depth - 1
            var colors = (0..<256).flatMap { [UInt8](repeating: UInt8(min($0, highest) * 255 / highest), count: 3) }
            if transparency.count == 2, let background, let level = transparency.bigEndian16(at: 0), level <= highest {
                for channel in 3 * level..<3 * level + 3 { colors[channel] = background }
            }
            samples = .coded(colors: colors)
        } else {
            samples = .direct(bytes: header.depth / 8)
            if transparency.count == 2 * header.kind.channels, header.kind == .grey || header.kind == .color {
                key = stride(from: 0, to: transparency.count, by: 2).flatMap {
                    header.depth == 16 ? Array(transparency[$0...$0 + 1]) : [transparency[$0 + 1]]
                }
            }
        }
    }

    /// Writes the numbers that pixels hold instead of their colours, the lower byte as red, the upper one as green: the
    /// indices of a palette, or grey levels. Levels of fewer than 8 bits are scaled to 0...255, as PIL does.
    ///
    /// - Precondition: `header.kind` is `palette` or `grey`.
    init(numbersOf header: PNGHeader) {
        self.header = header
        background = nil
        let highest = 1 << header.depth - 1
        samples =
            header.depth == 16
            ? .whole
            : .coded(
                colors: (0..<256).flatMap { code in
                    [UInt8(header.kind == .palette ? code : min(code, highest) * 255 / highest), 0, 0]
                })
    }

    /// Writes the pixels of a row into `target`, the first at byte `start` and each next one `step` bytes later.
    ///
    /// - Parameter row: An unfiltered row; byte 0 is its filter.
    func write(_ row: [UInt8], columns: Int, into target: inout [UInt8], at start: Int, step: Int) {
        switch samples {
        case .coded(let colors): write(row, colors, columns: columns, into: &target, at: start, step: step)
        case .direct(let bytes): write(row, bytes: bytes, columns: columns, into: &target, at: start, step: step)
        case .whole:
            for column in 0..<columns {
                target[start + column * step] = row[2 + 2 * column]
                target[start + column * step + 1] = row[1 + 2 * column]
            }
        }
        if !key.isEmpty, let background {
            for column in 0..<columns where row[(1 + column * key.count)...].starts(with: key) {
                for channel in 0..<3 { target[start + column * step + channel] = background }
            }
        }
    }

    private func write(
        _ row: [UInt8], _ colors: [UInt8], columns: Int, into target: inout [UInt8], at start: Int, step: Int
    ) {
        let depth = header.depth
        let mask = 1 << depth - 1
        let (source, table) = (row.span, colors.span)
        var output = target.mutableSpan
        var position = start
        for column in 0..<columns {
            let bit = column * depth
            let code = Int(source[1 + bit >> 3]) >> (8 - depth - bit & 7) & mask
            output[position] = table[3 * code]
            output[position + 1] = table[3 * code + 1]
            output[position + 2] = table[3 * code + 2]
            position += step
        }
    }

    private func write(
        _ row: [UInt8], bytes: Int, columns: Int, into target: inout [UInt8], at start: Int, step: Int
    ) {
        let channels = header.kind.channels
        let stride = channels * bytes
        let isColor = channels >= 3
        let source = row.span
        var output = target.mutableSpan
        var position = start
        var pixel = 1
        for _ in 0..<columns {
            var red = source[pixel]
            var green = isColor ? source[pixel + bytes] : red
            var blue = isColor ? source[pixel + 2 * bytes] : red
            if let background, channels == 2 || channels == 4 {
                let alpha = source[pixel + (channels - 1) * bytes]
                red = AlphaRule.blend(red, alpha, over: background)
                green = AlphaRule.blend(green, alpha, over: background)
                blue = AlphaRule.blend(blue, alpha, over: background)
            }
            output[position] = red
            output[position + 1] = green
            output[position + 2] = blue
            position += step
            pixel += stride
        }
    }
}
