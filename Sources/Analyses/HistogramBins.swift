import Foundation
import Tensors

/// A histogram with bins of equal width and round edges.
package struct HistogramBins: Sendable, Equatable {
    /// The lower edge of the first bin.
    package let start: Double
    /// The width of a bin.
    package let width: Double
    /// The sum of weights in each bin; bin `i` is `start + i·width ..< start + (i+1)·width`, the last one including its
    /// end.
    package let counts: [Double]

    /// Chooses 5 to 60 bins with about the width that Freedman and Diaconis (1981) advise, 2·IQR/∛n, rounded to a round
    /// number. Integers that span at most 60 get a bin each, with the number in its middle. Returns nil for no values, and
    /// for values whose span has no normal float64 as its sixtieth.
    ///
    /// - Parameter values: Finite, with weights of at least 0.
    package init?(_ values: [(value: Double, weight: Double)]) {
        guard let low = values.map(\.value).min(), let high = values.map(\.value).max() else { return nil }
        if high - low <= 60, values.allSatisfy({ $0.value == $0.value.rounded() && $0.value.magnitude < 1e9 }) {
            (start, width) = (low - 0.5, 1)
            counts = Self.counted(values, low - 0.5, 1, count: Int(rounding: high - low) + 1)
            return
        }
        let sorted = values.sorted { $0.value < $1.value }
        let total = sorted.reduce(0) { $0 + $1.weight }
        func quantile(_ fraction: Double) -> Double { Statistics.quantile(fraction, sorted: sorted) ?? 0 }
        let middle = quantile(0.75) - quantile(0.25)
        let span = high > low ? high - low : max(abs(low), 1)
        let wanted = middle > 0 ? 2 * middle / cbrt(max(1, total)) : span / 20
        guard span.isFinite, (span / 60).isNormal else { return nil }
        let step = Self.rounded(min(span / 5, max(span / 60, wanted)))
        let first = (low / step).rounded(.down)
        let last = max(first + 1, (high / step - 1e-9).rounded(.up))
        (start, width) = (first * step, step)
        counts = Self.counted(values, first * step, step, count: max(1, Int(rounding: last - first)))
    }

    /// The upper edge of the last bin.
    package var end: Double { start + width * Double(counts.count) }

    private static func counted(
        _ values: [(value: Double, weight: Double)], _ start: Double, _ width: Double, count: Int
    ) -> [Double] {
        var counts = [Double](repeating: 0, count: count)
        for (value, weight) in values {
            let place = Int(rounding: (value - start) / width + 1e-9, .down)
            counts[min(count - 1, max(0, place))] += weight
        }
        return counts
    }

    /// Returns the smallest of 1, 2, 2.5 or 5 times a power of ten that is at least `step`.
    private static func rounded(_ step: Double) -> Double {
        let power = pow(10, floor(log10(step)))
        return ([1, 2, 2.5, 5].first { $0 * power >= step * (1 - 1e-9) } ?? 10) * power
    }
}
