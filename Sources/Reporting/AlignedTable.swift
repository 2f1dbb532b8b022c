import Foundation

/// A table with aligned columns, numbers to the right. Widths are in terminal columns, as counted by
/// `VisibleText.width`.
struct AlignedTable {
    private let columns: [String]
    private let isNumeric: [Bool]
    private let widths: [Int]
    /// Columns whose cells are wrapped if they are wider than the column.
    private let isBroken: [Bool]

    private static let gap = "  "
    /// The smallest width of a column of text.
    private static let narrowest = 16

    /// - Parameters:
    ///   - rows: The rows that determine the column widths.
    ///   - width: The width of a line; columns of text become narrower to fit, as far as possible.
    init(columns: [String], rows: [[ResultTable.Cell]], width: Int?) {
        let columns = columns.map(VisibleText.line)
        self.columns = columns
        let isNumeric = columns.indices.map { ResultTable.isNumeric($0, in: rows) }
        self.isNumeric = isNumeric
        isBroken = isNumeric.map { width != nil && !$0 }
        let natural = columns.enumerated().map { column, name in
            rows.reduce(VisibleText.width(name)) { max($0, VisibleText.width(Self.shown($1[column]))) }
        }
        widths = width.map { Self.fitted(natural, columns, isNumeric, $0) } ?? natural
    }

    /// The names of the columns and a rule.
    var head: String {
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap) + "\n"
        return line(columns) + rule
    }

    /// A row, on as many lines as its longest cell takes.
    func line(_ row: [ResultTable.Cell]) -> String { line(row.map(Self.shown)) }

    /// Narrows the widest column of text until the line fits.
    private static func fitted(_ natural: [Int], _ columns: [String], _ isNumeric: [Bool], _ width: Int) -> [Int] {
        var widths = natural
        let texts = widths.indices.filter { !isNumeric[$0] }
        var excess = widths.reduce(0, +) + gap.count * max(0, widths.count - 1) - width
        while excess > 0, let widest = texts.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > max(narrowest, VisibleText.width(columns[widest]))
        {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private static func shown(_ cell: ResultTable.Cell) -> String { VisibleText.line(cell.shown) }

    private func line(_ cells: [String]) -> String {
        let broken = cells.indices.map { isBroken[$0] ? Self.broken(cells[$0], at: widths[$0]) : [cells[$0]] }
        let count = broken.map(\.count).max() ?? 0
        return (0..<count).map { place in
            var text = ""
            for (column, pieces) in broken.enumerated() {
                let piece = place < pieces.count ? pieces[place] : ""
                let space = String(repeating: " ", count: max(0, widths[column] - VisibleText.width(piece)))
                text += (column > 0 ? Self.gap : "") + (isNumeric[column] ? space + piece : piece + space)
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }.joined()
    }

    /// Returns `text` in pieces of at most `width` columns, broken between words if possible.
    private static func broken(_ text: String, at width: Int) -> [String] {
        guard width > 0 else { return [text] }
        var pieces: [String] = []
        var rest = Substring(text)
        while VisibleText.width(rest) > width {
            var (end, used) = (rest.startIndex, 0)
            while end < rest.endIndex, end == rest.startIndex || used + VisibleText.width(rest[end]) <= width {
                used += VisibleText.width(rest[end])
                end = rest.index(after: end)
            }
            let head = end < rest.endIndex ? rest[...end] : rest
            let blank = head.lastIndex(of: " ").flatMap { $0 > rest.startIndex ? $0 : nil }
            pieces.append(String(rest[..<(blank ?? end)]))
            rest = rest[(blank ?? end)...].drop { $0 == " " }
        }
        if !rest.isEmpty || pieces.isEmpty { pieces.append(String(rest)) }
        return pieces
    }
}
