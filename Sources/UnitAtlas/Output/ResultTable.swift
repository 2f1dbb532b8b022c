import Foundation

/// Rows of values under names, printed in the form that a user asks for.
public struct ResultTable: Sendable, Equatable {
    /// One value of a row.
    public enum Cell: Sendable, Equatable {
        case null
        case integer(Int64)
        case real(Double)
        case text(String)
        /// Bytes; shown as hexadecimal digits.
        case blob([UInt8])
    }

    /// The forms of output.
    public enum Format: String, Sendable, CaseIterable {
        case table
        case csv
        case json
        case markdown
    }

    public let columns: [String]
    public let rows: [[Cell]]

    /// - Precondition: every row has a cell for each column.
    public init(columns: [String], rows: [[Cell]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "rows do not fit \(columns)")
        self.columns = columns
        self.rows = rows
    }

    /// The text of the table, ending in a line break. JSON is an array of objects whose keys are the columns.
    public func text(_ format: Format) -> String {
        switch format {
        case .table: return aligned()
        case .csv: return ([columns] + rows.map { $0.map(\.plain) }).map(Self.csvLine).joined()
        case .json: return json()
        case .markdown:
            func line(_ cells: [String]) -> String {
                "| "
                    + cells.map {
                        $0.replacingOccurrences(of: "|", with: "\\|").replacingOccurrences(of: "\n", with: " ")
                    }.joined(separator: " | ") + " |\n"
            }
            let rule = columns.indices.map { isNumeric($0) ? "---:" : "---" }
            return line(columns) + line(rule) + rows.map { line($0.map(\.shown)) }.joined()
        }
    }

    private func isNumeric(_ column: Int) -> Bool {
        rows.contains { $0[column] != .null } && rows.allSatisfy { $0[column].isNumberOrNull }
    }

    private func aligned() -> String {
        let texts = rows.map { $0.map { $0.shown.replacingOccurrences(of: "\n", with: " ") } }
        let widths = columns.indices.map { column in
            texts.reduce(columns[column].count) { max($0, $1[column].count) }
        }
        let numeric = columns.indices.map(isNumeric)
        func line(_ cells: [String]) -> String {
            var parts: [String] = []
            for (column, cell) in cells.enumerated() {
                let space = String(repeating: " ", count: widths[column] - cell.count)
                parts.append(numeric[column] ? space + cell : cell + space)
            }
            var text = parts.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n"
        return line(columns) + rule + texts.map(line).joined()
    }

    private static func csvLine(_ cells: [String]) -> String {
        cells.map { cell in
            cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
                ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
        }.joined(separator: ",") + "\n"
    }

    private func json() -> String {
        guard !rows.isEmpty else { return "[]\n" }
        let lines = rows.map { row in
            "  {" + zip(columns, row).map { "\(JSONText.quoted($0)): \($1.json)" }.joined(separator: ", ") + "}"
        }
        return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
    }
}

extension ResultTable.Cell {
    /// An optional number, rounded to float32's digits where it was one.
    public static func number(_ value: Float?) -> Self {
        value.map { .real(Double($0.description) ?? Double($0)) } ?? .null
    }

    /// An optional number.
    public static func number(_ value: Double?) -> Self { value.map { .real($0) } ?? .null }

    var isNumberOrNull: Bool {
        switch self {
        case .null, .integer, .real: true
        case .text, .blob: false
        }
    }

    /// All digits, for programs; null is empty.
    var plain: String {
        switch self {
        case .null: ""
        case .integer(let value): String(value)
        case .real(let value): value.description
        case .text(let text): text
        case .blob(let bytes): Self.hexadecimal(bytes)
        }
    }

    /// For readers: six significant digits, long bytes cut.
    var shown: String {
        switch self {
        case .real(let value): Self.short(value)
        case .blob(let bytes) where bytes.count > 16:
            "\(Self.hexadecimal(Array(bytes.prefix(8))))... (\(bytes.count) bytes)"
        default: plain
        }
    }

    fileprivate var json: String {
        switch self {
        case .null: "null"
        case .real(let value): value.isFinite ? value.description : "null"
        case .integer: plain
        case .text, .blob: JSONText.quoted(plain)
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func short(_ value: Double) -> String {
        guard value.isFinite, value != value.rounded() || abs(value) >= 1e15 else {
            return value.isFinite ? "\(Int64(value)).0" : "\(value)"
        }
        return String(format: "%.6g", value)
    }
}
