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

    /// The table without some of its columns.
    package func without(_ names: [String]) -> ResultTable {
        let kept = columns.indices.filter { !names.contains(columns[$0]) }
        return ResultTable(columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
    }

    /// The text of the table, ending in a line break. JSON is an array of objects whose keys are the columns.
    ///
    /// - Parameter width: Characters that a line of the aligned table has room for; long texts are broken into several
    ///   lines to fit. nil: any number.
    public func text(_ format: Format, width: Int? = nil) -> String {
        var text = ""
        var writer = ResultWriter(columns: columns, format: format, width: width, measured: .max) { text += $0 }
        // What is written into a string cannot fail.
        try? rows.forEach { try writer.add($0) }
        try? writer.finish()
        return text
    }

    /// Whether a column of `rows` holds numbers, and nothing else.
    static func isNumeric(_ column: Int, in rows: [[Cell]]) -> Bool {
        rows.contains { $0[column] != .null } && rows.allSatisfy { $0[column].isNumberOrNull }
    }
}

extension ResultTable.Cell {
    /// An optional number.
    public static func number(_ value: Float?) -> Self { value.map { .real(Double($0)) } ?? .null }

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
        case .real(let value): Self.digits(value)
        case .text(let text): text
        case .blob(let bytes): Self.hexadecimal(bytes)
        }
    }

    /// For readers: six significant digits, long bytes cut.
    package var shown: String {
        switch self {
        case .real(let value): Self.short(value)
        case .blob(let bytes) where bytes.count > 16:
            "\(Self.hexadecimal(Array(bytes.prefix(8))))... (\(bytes.count) bytes)"
        default: plain
        }
    }

    var json: String {
        switch self {
        case .null: "null"
        case .real(let value): value.isFinite ? Self.digits(value) : "null"
        case .integer: plain
        case .text, .blob: JSONText.quoted(plain)
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// All digits that tell `value` from its neighbours: among float32 numbers where it is one, as weights and
    /// activations are, so that a number reads the same wherever it comes from.
    private static func digits(_ value: Double) -> String {
        if value == 0 { return "0.0" }
        let single = Float(value)
        return Double(single) == value && single.magnitude < 1e15 ? single.description : value.description
    }

    private static func short(_ value: Double) -> String {
        if value == 0 { return "0.0" }
        guard value.isFinite, value != value.rounded() || abs(value) >= 1e15 else {
            return value.isFinite ? "\(Int64(value)).0" : "\(value)"
        }
        return String(format: "%.6g", value)
    }
}
