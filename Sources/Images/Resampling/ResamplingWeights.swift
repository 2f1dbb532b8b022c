import Tensors

/// The fixed-point weights of one axis: output pixel `i` is the sum of `counts[i]` input pixels from `starts[i]` on, each
/// multiplied by a weight of `weights[i * stride ...]`, plus one half, shifted right by `precision`.
struct ResamplingWeights {
    static let precision: Int32 = 22

    var starts: [Int]
    var counts: [Int]
    var weights: [Int32]
    let stride: Int

    /// Creates the weights that map the interval [`low`, `high`) of an axis of `inputSize` pixels to `outputSize` pixels,
    /// for the output pixels in `window`.
    ///
    /// Weights have 22 fractional bits: 32 less 8 for the pixel and 2 for the overshoot of negative lobes, as in Pillow.
    ///
    /// The interval is in single precision as in Pillow, because the weights depend on it.
    init(
        filter: ResamplingFilter, inputSize: Int, low: Float, high: Float, outputSize: Int, window: Range<Int>
    ) {
        let scale = Double(high - low) / Double(outputSize)
        let filterScale = max(scale, 1)
        let support = filter.support * filterScale
        stride = Int(rounding: support, .up) * 2 + 1
        starts = []
        counts = []
        weights = [Int32](repeating: 0, count: window.count * stride)
        starts.reserveCapacity(window.count)
        counts.reserveCapacity(window.count)
        var row = [Double](repeating: 0, count: stride)
        for (place, output) in window.enumerated() {
            let centre = Double(low) + (Double(output) + 0.5) * scale
            let start = max(0, Int(centre - support + 0.5))
            let count = min(inputSize, Int(centre + support + 0.5)) - start
            var total = 0.0
            for tap in 0..<count {
                row[tap] = filter.kernel((Double(tap + start) - centre + 0.5) * (1 / filterScale))
                total += row[tap]
            }
            for tap in 0..<count {
                let weight = (total == 0 ? row[tap] : row[tap] / total) * Double(1 << Self.precision)
                weights[place * stride + tap] = Int32(weight < 0 ? weight - 0.5 : weight + 0.5)
            }
            starts.append(start)
            counts.append(max(0, count))
        }
    }

    /// The range of input pixels that output pixels depend on.
    var range: Range<Int> {
        let end = zip(starts, counts).map { $0 + $1 }.max() ?? 0
        let start = starts.min() ?? 0
        return start..<max(start, end)
    }
}
