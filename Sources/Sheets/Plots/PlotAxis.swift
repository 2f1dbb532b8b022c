import Foundation

/// The range and the marks of an axis, at round numbers.
struct PlotAxis {
    let ticks: [Double]
    private let low: Double
    private let high: Double

    /// An axis that includes a range.
    ///
    /// - Parameter isTight: Whether the axis ends at the last value instead of at a mark.
    init(from smallest: Double, to largest: Double, ticks count: Int, isTight: Bool = false) {
        let span = largest > smallest ? largest - smallest : 1
        let rough = span / Double(max(1, count - 1))
        let power = pow(10, floor(log10(rough)))
        let step = ([1, 2, 2.5, 5].first { $0 * power >= rough } ?? 10) * power
        low = isTight ? smallest : floor(smallest / step) * step
        high = isTight ? smallest + span : ceil((smallest + span) / step - 1e-9) * step
        let first = ceil(low / step - 1e-9)
        let last = floor(high / step + 1e-9)
        ticks = stride(from: first, through: last, by: 1).map { $0 * step + 0 }
    }

    /// The position of a value: 0 at the start of the axis, 1 at its end.
    func share(_ value: Double) -> Double { (value - low) / (high - low) }
}
