import Foundation

/// Writes rows one after another in the format that the user chooses. Only the rows that determine the column widths of
/// a table are kept in memory.
package struct ResultWriter {
    /// The number of rows that determine the column widths of a table; longer cells further down stick out.
    package static let measuredRows = 1000

    private let columns: [String]
    private let format: ResultTable.Format
    private let width: Int?
    private let measured: Int
    private let write: (String) throws -> Void
    /// The rows of a table or Markdown until the columns are laid out.
    private var waiting: [[ResultTable.Cell]] = []
    private var layout: TableLayout?
    private var count = 0
    private var text = ""

    /// The size of a piece, in bytes.
    private static let chunk = 1 << 16

    /// - Parameters:
    ///   - width: The number of characters that fit on a line of the aligned table; nil for no limit.
    ///   - write: Takes the text, piece by piece.
    package init(
        columns: [String], format: ResultTable.Format, width: Int? = nil, measured: Int = measuredRows,
        write: @escaping (String) throws -> Void
    ) {
        self.columns = columns
        self.format = format
        self.width = width
        self.measured = measured
        self.write = write
        if format == .csv { text = CSVText.line(columns) }
    }

    /// - Precondition: one cell per column.
    package mutating func add(_ row: [ResultTable.Cell]) throws {
        precondition(row.count == columns.count, "\(row.count) cells for \(columns)")
        switch format {
        case .csv: text += CSVText.line(row.map(\.plain))
        case .json:
            text += count == 0 ? "[\n  " : ",\n  "
            text += JSONValue.object(Array(zip(columns, row.map(\.json)))).compact
        case .table, .markdown:
            if let layout {
                text += layout.line(row)
            } else {
                waiting.append(row)
                if waiting.count >= measured { layOut() }
            }
        }
        count += 1
        if text.utf8.count >= Self.chunk { try flush() }
    }

    /// Writes the remaining rows.
    package mutating func finish() throws {
        switch format {
        case .csv: break
        case .json: text += count == 0 ? "[]\n" : "\n]\n"
        case .table, .markdown: if layout == nil { layOut() }
        }
        try flush()
    }

    private mutating func layOut() {
        let layout: TableLayout =
            format == .table
            ? .aligned(AlignedTable(columns: columns, rows: waiting, width: width))
            : .markdown(MarkdownTable(columns: columns, rows: waiting))
        text += layout.head
        for row in waiting { text += layout.line(row) }
        waiting = []
        self.layout = layout
    }

    private mutating func flush() throws {
        guard !text.isEmpty else { return }
        try write(text)
        text = ""
    }
}

/// The layout of the lines of a table for readers.
private enum TableLayout {
    case aligned(AlignedTable)
    case markdown(MarkdownTable)

    var head: String {
        switch self {
        case .aligned(let table): table.head
        case .markdown(let table): table.head
        }
    }

    func line(_ row: [ResultTable.Cell]) -> String {
        switch self {
        case .aligned(let table): table.line(row)
        case .markdown(let table): table.line(row)
        }
    }
}

/// A Markdown table.
private struct MarkdownTable {
    private let columns: [String]
    private let isNumeric: [Bool]

    init(columns: [String], rows: [[ResultTable.Cell]]) {
        self.columns = columns
        isNumeric = columns.indices.map { ResultTable.isNumeric($0, in: rows) }
    }

    var head: String { Self.line(columns) + Self.line(isNumeric.map { $0 ? "---:" : "---" }) }

    func line(_ row: [ResultTable.Cell]) -> String { Self.line(row.map(\.shown)) }

    private static func line(_ cells: [String]) -> String {
        let escaped = cells.map { VisibleText.line($0).replacingOccurrences(of: "|", with: "\\|") }
        return "| " + escaped.joined(separator: " | ") + " |\n"
    }
}

/// Comma-separated values (RFC 4180).
private enum CSVText {
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
                ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
        }.joined(separator: ",") + "\n"
    }
}
