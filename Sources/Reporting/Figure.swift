/// One number of a report. Tables, CSV, JSON, Markdown, pages and the database all take the number from here.
public struct Figure: Sendable, Equatable {
    /// The kind of number, which decides how it is written for readers; programs get all digits.
    public enum Unit: String, Sendable {
        /// A share from 0 to 1, written as a percentage.
        case percent
        /// A number from 0 to 1 that is not a percentage, such as an intersection over union.
        case fraction
        /// A whole number.
        case count
        /// Any other number.
        case number
    }

    /// A confidence interval.
    public struct Interval: Sendable, Equatable {
        /// The lower end.
        public let low: Double
        /// The upper end.
        public let high: Double

        /// An interval with these ends.
        public init(low: Double, high: Double) {
            self.low = low
            self.high = high
        }
    }

    /// The name in JSON, in CSV and in the database, in snake case.
    public let key: String
    /// The meaning of the figure, in a few words.
    public let label: String
    /// The value; nil if it is not known.
    public let value: Double?
    /// The 95 % confidence interval; nil if it is not known.
    public let interval: Interval?
    /// The unit of the value.
    public let unit: Unit

    /// A figure with the number itself.
    public init(_ key: String, _ label: String, _ value: Double?, interval: Interval? = nil, unit: Unit) {
        (self.key, self.label, self.value, self.interval, self.unit) = (key, label, value, interval, unit)
    }

    /// A count.
    public init(_ key: String, _ label: String, count: Int) {
        self.init(key, label, Double(count), unit: .count)
    }

    /// The figure for readers, with its interval if it has one: `97.4 % (92.6 to 99.1)`.
    package var text: String { valueText + (intervalText.isEmpty ? "" : " " + intervalText) }

    /// The value for readers: `97.4 %`.
    package var valueText: String { value.map(text) ?? "not known" }

    /// The interval for readers: `(92.6 to 99.1)`; empty if it is not known.
    package var intervalText: String {
        guard let interval else { return "" }
        return "(" + [interval.low, interval.high].map { text($0).replacing(" %", with: "") }.joined(separator: " to ")
            + ")"
    }

    private func text(_ value: Double) -> String {
        switch unit {
        case .percent: NumberFormat.percent(value)
        case .fraction: NumberFormat.fraction(value)
        case .number: NumberFormat.short(value)
        case .count: NumberFormat.grouped(Int(exactly: value) ?? 0)
        }
    }

    private func json(_ value: Double?) -> JSONValue {
        unit == .count ? JSONValue(value.flatMap { Int(exactly: $0) }) : JSONValue(value)
    }

    /// The value as a cell of a table.
    private func cell(_ value: Double?) -> ResultTable.Cell {
        guard let value else { return .null }
        switch unit {
        case .percent: return .percent(value)
        case .fraction, .number: return .real(value)
        case .count: return Int64(exactly: value).map { .integer($0) } ?? .null
        }
    }

    fileprivate var row: [ResultTable.Cell] {
        [.text(key), cell(value), cell(interval?.low), cell(interval?.high), .text(label)]
    }

    /// The value under the key, and the interval, if there is one, as `[low, high]` under `key_interval`.
    fileprivate var members: [(String, JSONValue)] {
        [(key, json(value))]
            + (interval.map { [(key + "_interval", .array([json($0.low), json($0.high)]))] } ?? [])
    }
}

extension [Figure] {
    /// A row for each figure; `low` and `high` are the ends of its 95 % confidence interval.
    package var table: ResultTable {
        ResultTable(columns: ["figure", "value", "low", "high", "meaning"], rows: map(\.row))
    }

    /// The members of a JSON object: each figure under its key, with its interval under `key_interval`.
    package var members: [(String, JSONValue)] { flatMap(\.members) }

    /// The figure with a key.
    package func figure(_ key: String) -> Figure? { first { $0.key == key } }

    /// The figure with a key, for readers; empty if there is none.
    package func text(_ key: String) -> String { figure(key)?.text ?? "" }
}
