extension Raster {
    /// Returns the rows `rows` with their width changed.
    func resampledAcross(_ table: ResamplingWeights, rows: Range<Int>) -> Raster {
        let outputWidth = table.starts.count
        var output = [UInt8](repeating: 0, count: rows.count * outputWidth * 3)
        var target = output.mutableSpan
        let source = pixels.span
        let starts = table.starts.span
        let counts = table.counts.span
        let weights = table.weights.span
        var place = 0
        for row in rows {
            let line = source.extracting(row * width * 3..<(row + 1) * width * 3)
            for x in starts.indices {
                let count = counts[x]
                let taps = weights.extracting(x * table.stride..<x * table.stride + count)
                let window = line.extracting(starts[x] * 3..<(starts[x] + count) * 3)
                var red: Int32 = 1 << (ResamplingWeights.precision - 1)
                var green = red
                var blue = red
                var index = 0
                for tap in taps.indices {
                    let weight = taps[tap]
                    red &+= Int32(window[index]) &* weight
                    green &+= Int32(window[index &+ 1]) &* weight
                    blue &+= Int32(window[index &+ 2]) &* weight
                    index &+= 3
                }
                target[place] = Self.level(red)
                target[place &+ 1] = Self.level(green)
                target[place &+ 2] = Self.level(blue)
                place &+= 3
            }
        }
        return Raster(width: outputWidth, height: rows.count, pixels: output)
    }

    /// Returns the image with its height changed; the first `skipping` rows that the table refers to are not present.
    func resampledDown(_ table: ResamplingWeights, skipping: Int = 0) -> Raster {
        let outputHeight = table.starts.count
        let length = width * 3
        var output = [UInt8](repeating: 0, count: outputHeight * length)
        var sums = [Int32](repeating: 0, count: length)
        var target = output.mutableSpan
        var total = sums.mutableSpan
        let source = pixels.span
        for y in 0..<outputHeight {
            total.update(repeating: 1 << (ResamplingWeights.precision - 1))
            for tap in 0..<table.counts[y] {
                let weight = table.weights[y * table.stride + tap]
                let row = table.starts[y] + tap - skipping
                let line = source.extracting(row * length..<(row + 1) * length)
                for x in line.indices { total[x] &+= Int32(line[x]) &* weight }
            }
            var line = target._mutatingExtracting(y * length..<(y + 1) * length)
            for x in line.indices { line[x] = Self.level(total[x]) }
        }
        return Raster(width: width, height: outputHeight, pixels: output)
    }

    @inline(__always)
    private static func level(_ sum: Int32) -> UInt8 {
        UInt8(truncatingIfNeeded: min(255, max(0, sum >> ResamplingWeights.precision)))
    }
}
