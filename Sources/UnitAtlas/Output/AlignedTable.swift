import Foundation

/// A table in columns of equal width, numbers to the right.
struct AlignedTable {
    private let table: ResultTable
    private let widths: [Int]

    private static let gap = "  "
    /// No column of text is made narrower than this.
    private static let narrowest = 16

    /// - Parameter width: Characters in a line; columns of text become narrower to fit, as far as that is possible.
    init(_ table: ResultTable, width: Int?) {
        self.table = table
        let natural = table.columns.indices.map { column in
            table.rows.reduce(table.columns[column].count) { max($0, Self.shown($1[column]).count) }
        }
        widths = width.map { Self.fitted(natural, table, $0) } ?? natural
    }

    var text: String {
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap) + "\n"
        return line(table.columns) + rule + table.rows.map { line($0.map(Self.shown)) }.joined()
    }

    /// Takes from the widest column of text until the line fits.
    private static func fitted(_ natural: [Int], _ table: ResultTable, _ width: Int) -> [Int] {
        var widths = natural
        let texts = widths.indices.filter { !table.isNumeric($0) }
        var excess = widths.reduce(0, +) + gap.count * max(0, widths.count - 1) - width
        while excess > 0, let widest = texts.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > max(narrowest, table.columns[widest].count)
        {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private static func shown(_ cell: ResultTable.Cell) -> String {
        cell.shown.replacingOccurrences(of: "\n", with: " ")
    }

    /// A row, over as many lines as its longest cell takes.
    private func line(_ cells: [String]) -> String {
        let broken = zip(cells, widths).map { Self.broken($0, at: $1) }
        let count = broken.map(\.count).max() ?? 0
        return (0..<count).map { place in
            var text = ""
            for (column, pieces) in broken.enumerated() {
                let piece = place < pieces.count ? pieces[place] : ""
                let space = String(repeating: " ", count: max(0, widths[column] - piece.count))
                text += (column > 0 ? Self.gap : "") + (table.isNumeric(column) ? space + piece : piece + space)
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }.joined()
    }

    /// `text` in pieces of at most `width` characters, broken between words where that is possible.
    private static func broken(_ text: String, at width: Int) -> [String] {
        guard text.count > width, width > 0 else { return [text] }
        var pieces: [String] = []
        var rest = Substring(text)
        while rest.count > width {
            let start = rest.prefix(width + 1)
            let end = start.lastIndex(of: " ").flatMap { $0 > rest.startIndex ? $0 : nil } ?? start.dropLast().endIndex
            pieces.append(String(rest[..<end]))
            rest = rest[end...].drop { $0 == " " }
        }
        if !rest.isEmpty { pieces.append(String(rest)) }
        return pieces
    }
}
