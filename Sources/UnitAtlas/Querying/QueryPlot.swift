import Analyses
import Foundation
import Images
import Reporting
import Sheets

/// A picture of a query's answer.
package struct QueryPlot: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A name and a number in each row.
        case bar
        /// A number in each row; or one and how often it occurs.
        case histogram
    }

    package let kind: Kind
    package let path: String

    private var columns: [String] = []
    private var bars: [BarPlot.Bar] = []
    private var values: [(value: Double, weight: Double)] = []
    private var left = 0

    /// More bars are not readable.
    package static let mostBars = 100

    /// - Parameter path: Of the PNG file.
    package init(kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    /// Takes the columns' names.
    /// - Throws: `UnitAtlasError.plot` if there are too many or too few.
    mutating func begin(_ columns: [String]) throws(UnitAtlasError) {
        let fits = kind == .bar ? columns.count == 2 : (1...2).contains(columns.count)
        guard fits else {
            throw .plot(kind == .bar ? .barColumns(found: columns) : .histogramColumns(found: columns))
        }
        self.columns = columns
    }

    /// Rows whose number is NULL are left out.
    mutating func add(_ row: [ResultTable.Cell]) throws(UnitAtlasError) {
        switch kind {
        case .bar:
            guard let value = try number(row[1], columns[1]) else { return }
            guard bars.count < Self.mostBars else {
                throw .plot(.tooManyBars(limit: Self.mostBars))
            }
            bars.append(BarPlot.Bar(name: VisibleText.line(row[0].shown), value: value))
        case .histogram:
            guard let value = try number(row[0], columns[0]) else { return }
            var weight = 1.0
            if row.count == 2 {
                guard let given = try number(row[1], columns[1]) else { return }
                guard given >= 0 else { throw .plot(.negativeCount(column: columns[1], value: given)) }
                weight = given
            }
            values.append((value, weight))
        }
    }

    /// Draws the picture.
    /// - Parameters:
    ///   - question: Of a saved query, with the values of its parameters; nil for SQL typed by hand, whose columns then
    ///     make the title.
    ///   - sql: Of the latter.
    ///   - source: The atlas's path.
    mutating func write(question: String?, sql: String, source: String) throws {
        let title = question ?? (kind == .bar ? "\(columns[1]) by \(columns[0])" : columns[0])
        let statement = question == nil ? [sql] : []
        let origin = source + (left > 0 ? "; \(left) row\(left == 1 ? "" : "s") without a number omitted" : "")
        let raster: Raster
        switch kind {
        case .bar:
            guard !bars.isEmpty else { throw nothing }
            raster = try BarPlot(
                title: title, subtitles: statement + [origin], axis: columns[1], bars: bars
            ).draw().raster
        case .histogram:
            guard !values.isEmpty else { throw nothing }
            guard let bins = HistogramBins(values) else { throw UnitAtlasError.plot(.range(low: low, high: high)) }
            guard bins.counts.contains(where: { $0 > 0 }) else { throw nothing }
            let total = values.reduce(0) { $0 + $1.weight }
            let counts =
                "\(NumberFormat.short(total)) values, \(NumberFormat.short(low)) to \(NumberFormat.short(high))"
            raster = try HistogramPlot(
                title: title,
                subtitles: statement + [origin, counts + ", bin width \(NumberFormat.short(bins.width))"],
                axis: columns[0], counted: columns.count == 2 ? columns[1] : "rows", bins: bins
            ).draw().raster
        }
        let parameters = PictureParameters(subject: "plot", kind.rawValue, mark: kind.rawValue)
        try OutputFile.write(
            raster,
            notes: PictureNotes(
                title: title, source: source,
                description: "\(kind.rawValue) of \(columns.joined(separator: ", "))"
                    + statement.map { ": \($0)" }.joined(),
                parameters: parameters.text), to: path)
    }

    private var low: Double { values.map(\.value).min() ?? 0 }
    private var high: Double { values.map(\.value).max() ?? 0 }

    private var nothing: UnitAtlasError { .plot(.noNumbers) }

    private mutating func number(_ cell: ResultTable.Cell, _ column: String) throws(UnitAtlasError) -> Double? {
        switch cell {
        case .integer(let number): return Double(number)
        case .real(let number) where number.isFinite: return number
        case .null:
            left += 1
            return nil
        default:
            throw .plot(.notANumber(column: column, value: cell.shown))
        }
    }
}
