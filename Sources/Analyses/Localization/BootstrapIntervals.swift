import Kernels
import Tensors

/// The 95 % bootstrap percentile intervals of localization figures (Efron 1979).
public struct BootstrapIntervals: Sendable, Equatable {
    /// From the 2.5th to the 97.5th percentile.
    public struct Interval: Sendable, Equatable {
        /// The lower end.
        public let low: Double
        /// The upper end.
        public let high: Double

        package init(low: Double, high: Double) {
            self.low = low
            self.high = high
        }

        /// The interval of the samples' values: of 1000 values, the 25th from either end.
        init(_ values: [Double]) {
            let sorted = values.sorted()
            let cut = max(1, sorted.count / 40)
            self.init(low: sorted[cut - 1], high: sorted[sorted.count - cut])
        }
    }

    /// The number of bootstrap samples.
    public static let samples = 1000
    static let seed: UInt64 = 20_160_627

    /// The interval of the figure of this name.
    public let top1Error: Interval
    /// The interval of the figure of this name.
    public let top5Error: Interval
    /// The interval of the figure of this name.
    public let top1LocalizationError: Interval
    /// The interval of the figure of this name.
    public let top5LocalizationError: Interval
    /// The interval of the figure of this name.
    public let groundTruthKnownAccuracy: Interval
    /// The interval of the figure of this name.
    public let maxBoxAccuracy: Interval
    /// The interval of the figure of this name.
    public let maxBoxAccuracyV2: Interval
    /// The interval of the figure of this name.
    public let centerBaseline: Interval
    /// The interval of the figure of this name.
    public let meanIntersectionOverUnion: Interval

    /// Computes the intervals from 1000 samples with a fixed seed; the best τ is chosen again in each sample. The same
    /// images in the same order give the same intervals.
    package init(_ images: [ImageLocalization]) {
        let sums = Self.sums(images, columns: Self.columns, Self.indicators)
        let total = Double(max(1, images.count))
        func interval(_ value: (ArraySlice<Double>) -> Double) -> Interval {
            Self.interval(sums, columns: Self.columns, value)
        }
        func share(_ column: Int) -> (ArraySlice<Double>) -> Double { { row in row[row.startIndex + column] / total } }
        func error(_ column: Int) -> (ArraySlice<Double>) -> Double {
            { row in (total - row[row.startIndex + column]) / total }
        }
        func best(_ block: Int) -> (ArraySlice<Double>) -> Double {
            let thresholds = WSOLBoxes.thresholdCount
            return { row in
                let start = row.startIndex + Self.simple + block * thresholds
                return (row[start..<start + thresholds].max() ?? 0) / total
            }
        }
        top1Error = interval(error(0))
        top5Error = interval(error(1))
        top1LocalizationError = interval(error(2))
        top5LocalizationError = interval(error(3))
        groundTruthKnownAccuracy = interval(share(4))
        centerBaseline = interval(share(5))
        meanIntersectionOverUnion = interval(share(6))
        maxBoxAccuracy = interval(best(0))
        maxBoxAccuracyV2 = interval { (best(1)($0) + best(2)($0) + best(3)($0)) / 3 }
    }

    /// Returns the interval of PxAP over images with masks; the pixels of a sample's images are pooled.
    package static func pixelPrecision(_ images: [PixelPrecision]) -> Interval {
        let bins = PixelPrecision.bins
        let sums = sums(images, columns: 2 * bins) { image in (image.inside + image.outside).map { Float($0) } }
        return interval(sums, columns: 2 * bins) { row in
            let middle = row.startIndex + bins
            return PixelPrecision.area(inside: row[..<middle], outside: row[middle...])
        }
    }

    /// Returns the interval of a value computed from each sample's row of `sums` [samples, columns].
    private static func interval(
        _ sums: [Double], columns: Int, _ value: (ArraySlice<Double>) -> Double
    ) -> Interval {
        Interval((0..<samples).map { value(sums[$0 * columns..<($0 + 1) * columns]) })
    }

    private static let simple = 7
    private static let columns = simple + 4 * WSOLBoxes.thresholdCount

    /// Returns for each sample the sum of its images' rows [samples, columns].
    private static func sums<Image>(_ images: [Image], columns: Int, _ row: (Image) -> [Float]) -> [Double] {
        var sums = [Double](repeating: 0, count: samples * columns)
        guard !images.isEmpty else { return sums }
        var bootstrap = BootstrapSamples(groups: [Array(images.indices)], count: images.count)
        let draws = (0..<samples).map { _ in bootstrap.next().map { UInt16($0) } }
        // In blocks, to bound memory.
        let block = 2048
        for start in stride(from: 0, to: images.count, by: block) {
            let part = start..<min(start + block, images.count)
            let counts = Tensor(
                shape: [samples, part.count],
                values: draws.flatMap { drawn in drawn[part].map { Float($0) } })
            let rows = Tensor(shape: [part.count, columns], values: images[part].flatMap(row))
            for (place, value) in MatrixProduct.times(counts, rows).values.enumerated() { sums[place] += Double(value) }
        }
        return sums
    }

    private static func indicators(_ image: ImageLocalization) -> [Float] {
        func number(_ isRight: Bool) -> Float { isRight ? 1 : 0 }
        var row = [
            number(image.rank == 1), number(image.rank != nil), number(image.isTop1Right), number(image.isTop5Right),
            number(image.isGroundTruthKnownRight),
            number(image.centerIntersectionOverUnion >= ImageLocalization.right),
            Float(image.intersectionOverUnion),
        ]
        row.reserveCapacity(columns)
        for hit in [ImageLocalization.Hits.largest, .any30, .any50, .any70] {
            for hits in image.hits { row.append(number(hits.contains(hit))) }
        }
        return row
    }
}
