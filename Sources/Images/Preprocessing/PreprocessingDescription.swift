import Foundation

extension Preprocessing: CustomStringConvertible {
    /// `whole image to 224×224, bilinear; RGB; x/127.5 − 1`
    public var description: String {
        "\(fit)\(bordered), \(filter.rawValue); \(channelOrder == .grey ? "grey" : channelOrder.rawValue.uppercased()); \(formula)"
    }

    private var bordered: String { border == Self.black ? "" : ", border \(border.map(Int.init))" }

    private var formula: String {
        let factor = Self.quotient(rescale)
        let uniform = Set(mean).count == 1 && Set(deviation).count == 1
        if uniform, let mean = mean.first, let deviation = deviation.first {
            // (a·x − m)/s is a/s·x − m/s.
            let shift = mean / deviation
            let product = "x" + Self.quotient(rescale / deviation)
            return shift == 0 ? product : product + (shift < 0 ? " + " : " − ") + Self.number(abs(shift))
        }
        let means = "[" + mean.map(Self.number).joined(separator: ", ") + "]"
        if deviation.allSatisfy({ $0 == 1 }) { return "x\(factor) − \(means)" }
        return "(x\(factor) − \(means)) / [" + deviation.map(Self.number).joined(separator: ", ") + "]"
    }

    /// Returns a factor as text: `/255` for 1/255, empty for 1, `·3` for 3.
    private static func quotient(_ factor: Double) -> String {
        if factor == 1 { return "" }
        return abs(factor) < 1 ? "/" + number(1 / factor) : "·" + number(factor)
    }

    /// Returns a number without rounding noise in its last digits.
    private static func number(_ value: Double) -> String {
        let rounded = (value * 1e8).rounded() / 1e8
        return abs(rounded) < 1e15 && rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}
