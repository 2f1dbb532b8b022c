import Foundation

/// Numbers as pages show them.
enum Numbers {
    /// A weight or a contribution: `+0.751`, `−0.020`.
    static func signed(_ value: Double) -> String { minus(String(format: "%+.3f", value)) }

    static func signed(_ value: Float) -> String { signed(Double(value)) }

    /// Three significant digits: `0.0123`, `12.3`, `1230`.
    static func short(_ value: Double) -> String {
        if value == 0 { return "0" }
        guard abs(value) < 1000 else { return minus(String(format: "%.0f", value)) }
        return minus(String(format: abs(value) < 0.001 ? "%.2g" : "%.3g", value))
    }

    static func short(_ value: Float) -> String { short(Double(value)) }

    /// A share as per cent: `12.3 %`.
    static func percent(_ share: Double) -> String {
        String(format: share >= 0.9995 || share == 0 ? "%.0f %%" : share < 0.001 ? "%.2g %%" : "%.1f %%", 100 * share)
    }

    static func percent(_ part: Int, of all: Int) -> String { all == 0 ? "–" : percent(Double(part) / Double(all)) }

    /// `1 image`, `12 images`.
    static func count(_ number: Int, _ thing: String, _ plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? thing : plural ?? thing + "s")"
    }

    /// `1 234 567`, thin spaces between.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        guard digits.count > 4 else { return String(digits) }
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "\u{202F}" }
            text.append(digit)
        }
        return text
    }

    /// With a minus sign as long as the plus sign.
    private static func minus(_ text: String) -> String { text.replacing("-", with: "−") }
}
