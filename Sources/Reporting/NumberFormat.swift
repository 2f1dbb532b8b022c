import Foundation

/// How numbers are written: the same in tables, pictures, pages and messages.
///
/// ```swift
/// NumberFormat.cell(0.0123456)        // 0.01235
/// NumberFormat.short(-12.5)           // −12.5
/// NumberFormat.signed(0.7513)         // +0.751
/// NumberFormat.percent(0.1234)        // 12.3 %
/// NumberFormat.count(1500, "image")   // 1,500 images
/// ```
package enum NumberFormat {
    /// Significant digits of a number for readers.
    private static let significant = 4

    /// A number in a table: four significant digits and all digits before the decimal point. It always has a decimal
    /// point, which distinguishes it from an integer: `0.01235`, `12346.0`, `3.0`.
    package static func cell(_ value: Double) -> String {
        let text = rounded(value)
        return value.isFinite && !text.contains(where: { $0 == "." || $0 == "e" }) ? text + ".0" : text
    }

    /// A number in a sentence, a caption or a page: four significant digits, with a minus sign as wide as a plus sign:
    /// `0.01235`, `12346`, `−3`.
    package static func short(_ value: Double) -> String { minus(rounded(value)) }

    /// A number in a sentence, a caption or a page.
    package static func short(_ value: Float) -> String { short(Double(value)) }

    /// A weight, a contribution or a score, with its sign and three decimals: `+0.751`, `−0.020`.
    package static func signed(_ value: Double) -> String { minus(String(format: "%+.3f", value)) }

    /// A weight, a contribution or a score, with its sign and three decimals.
    package static func signed(_ value: Float) -> String { signed(Double(value)) }

    /// A ratio from 0 to 1 in a caption, such as an intersection over union: `0.53`.
    package static func ratio(_ value: Double) -> String { String(format: "%.2f", value) }

    /// A number from 0 to 1 in a sentence, with three decimals: `0.962`, `1.000`.
    package static func fraction(_ value: Double) -> String { String(format: "%.3f", value) }

    /// A share from 0 to 1 as a percentage with one decimal: `12.3 %`; `<0.1 %` for a share that would round to zero.
    package static func percent(_ share: Double) -> String {
        share > 0 && share < 0.0005 ? "<0.1 %" : minus(String(format: "%.1f %%", 100 * share))
    }

    /// A share that is a setting, such as a threshold, as a percentage without trailing zeros: `20 %`, `0.5 %`.
    package static func level(_ share: Double) -> String { short(100 * share) + " %" }

    /// A part of a whole as a percentage; a dash for a part of nothing.
    package static func percent(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "–" : percent(Double(part) / Double(whole))
    }

    /// A count with its noun: `1 image`, `1,500 images`, `2 classes`.
    package static func count(_ count: Int, _ noun: String) -> String {
        "\(grouped(count)) \(noun)" + (count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")
    }

    /// A whole number with commas between groups of three digits: `1,234,567`.
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "−" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A duration: `0.4 s`, `12.5 s`.
    package static func seconds(_ seconds: Double) -> String { String(format: "%.1f s", seconds) }

    /// The shortest text that reads back as the same number. If `value` is a float32 number, as weights and activations
    /// are, it is the shortest among float32 numbers, so that a number is written alike wherever it comes from.
    package static func exact(_ value: Double) -> String {
        if value == 0 { return "0.0" }
        let single = Float(value)
        return Double(single) == value && single.magnitude < 1e15 ? single.description : value.description
    }

    /// Four significant digits, or all digits before the decimal point if there are more.
    private static func rounded(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let isWhole = abs(value) >= 1000 && abs(value) < 1e15
        return String(format: isWhole ? "%.0f" : "%.\(significant)g", value)
    }

    private static func minus(_ text: String) -> String { text.replacing("-", with: "−") }
}
