import Reporting
import UnitAtlas

/// A fragment of HTML. Interpolated text is escaped; literals and other fragments are not.
///
///     let name = "<script>"
///     let cell: HTML = "<td>\(name)</td>"     // <td>&lt;script&gt;</td>
struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    init(_ pieces: some Sequence<HTML>) { text = pieces.reduce(into: "") { $0 += $1.text } }

    /// Creates a fragment from text that is not escaped, for the program's style sheets.
    init(verbatim text: String) { self.text = text }

    static let none: HTML = ""

    static func += (a: inout HTML, b: HTML) { a.text += b.text }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ value: String) { text += HTML.escaped(VisibleText.line(value)) }

        /// Appends text and keeps its line breaks, for `pre` and `textarea`.
        mutating func appendInterpolation(lines value: String) {
            text += value.split(separator: "\n", omittingEmptySubsequences: false)
                .map { HTML.escaped(VisibleText.line(String($0))) }.joined(separator: "\n")
        }

        mutating func appendInterpolation(_ value: Int) { text += String(value) }

        mutating func appendInterpolation(_ piece: HTML) { text += piece.text }

        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }

        mutating func appendInterpolation(_ piece: HTML?) { text += piece?.text ?? "" }
    }

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [38, 60, 62, 34, 39].contains($0) }) else { return text }
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
