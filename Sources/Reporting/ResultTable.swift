/// Rows of values in named columns, printed in the format that the user chooses.
public struct ResultTable: Sendable, Equatable {
    /// One value of a row.
    public enum Cell: Sendable, Equatable {
        case null
        case integer(Int64)
        case real(Double)
        /// A share from 0 to 1: a percentage for readers, the share itself for programs.
        case percent(Double)
        case text(String)
        case boolean(Bool)
        /// Bytes; shown as hexadecimal digits.
        case blob([UInt8])
    }

    /// The output formats.
    public enum Format: String, Sendable, CaseIterable {
        case table
        case csv
        case json
        case markdown
    }

    /// The names of the columns.
    public let columns: [String]
    /// The rows, with one cell per column.
    public let rows: [[Cell]]
    /// Columns that tables for readers leave out if all cells are null; CSV and JSON always have them.
    private let optional: Set<String>

    /// - Precondition: every row has a cell for each column.
    public init(columns: [String], rows: [[Cell]], optional: Set<String> = []) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "rows do not fit \(columns)")
        (self.columns, self.rows, self.optional) = (columns, rows, optional)
    }

    /// The table for readers: without optional columns that contain only nulls.
    private var shown: ResultTable {
        without(
            columns.indices.filter { column in
                optional.contains(columns[column]) && rows.allSatisfy { $0[column] == .null }
            }.map { columns[$0] })
    }

    /// The table without some of its columns.
    package func without(_ names: [String]) -> ResultTable {
        let kept = columns.indices.filter { !names.contains(columns[$0]) }
        return ResultTable(columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
    }

    /// The rows as JSON objects whose keys are the columns.
    package var json: JSONValue {
        .array(rows.map { .object(Array(zip(columns, $0.map(\.json)))) })
    }

    /// The text of the table, ending in a line break. JSON is an array of objects whose keys are the columns.
    ///
    /// - Parameter width: The number of characters that fit on a line of the aligned table; long texts are wrapped to
    ///   fit. nil for no limit.
    public func text(_ format: Format, width: Int? = nil) -> String {
        if !optional.isEmpty, format == .table || format == .markdown { return shown.text(format, width: width) }
        var text = ""
        var writer = ResultWriter(columns: columns, format: format, width: width, measured: .max) { text += $0 }
        // Writing to a string cannot fail.
        try? rows.forEach { try writer.add($0) }
        try? writer.finish()
        return text
    }

    /// Whether a column of `rows` holds only numbers.
    static func isNumeric(_ column: Int, in rows: [[Cell]]) -> Bool {
        rows.contains { $0[column] != .null } && rows.allSatisfy { $0[column].isNumberOrNull }
    }
}

extension ResultTable.Cell {
    /// An optional number.
    public static func number(_ value: Float?) -> Self { value.map { .real(Double($0)) } ?? .null }

    /// An optional share of 0 to 1, a percentage for readers.
    public static func share(_ value: Double?) -> Self { value.map { .percent($0) } ?? .null }

    /// An optional whole number.
    public static func count(_ value: Int?) -> Self { value.map { .integer(Int64($0)) } ?? .null }

    /// An optional text.
    public static func optional(_ text: String?) -> Self { text.map { .text($0) } ?? .null }

    /// An optional number.
    public static func number(_ value: Double?) -> Self { value.map { .real($0) } ?? .null }

    var isNumberOrNull: Bool {
        switch self {
        case .null, .integer, .real, .percent: true
        case .text, .boolean, .blob: false
        }
    }

    /// All digits, for programs; null is empty.
    var plain: String {
        switch self {
        case .null: ""
        case .integer(let value): String(value)
        case .real(let value), .percent(let value): NumberFormat.exact(value)
        case .text(let text): text
        case .boolean(let value): "\(value)"
        case .blob(let bytes): Self.hexadecimal(bytes)
        }
    }

    /// The cell for readers: numbers as `NumberFormat` writes them, long blobs shortened.
    package var shown: String {
        switch self {
        case .real(let value): NumberFormat.cell(value)
        case .percent(let value): NumberFormat.percent(value)
        case .blob(let bytes) where bytes.count > 16:
            "\(Self.hexadecimal(Array(bytes.prefix(8))))... (\(bytes.count) bytes)"
        default: plain
        }
    }

    package var json: JSONValue {
        switch self {
        case .null: .null
        case .real(let value), .percent(let value): .number(value)
        case .integer(let value): .integer(value)
        case .boolean(let value): .bool(value)
        case .text, .blob: .string(plain)
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
