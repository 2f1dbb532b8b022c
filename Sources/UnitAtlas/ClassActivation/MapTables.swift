import Analyses
public import Reporting
import Units

extension ImageMaps {
    /// What says how a row was made; the same in all rows of a call.
    public static let methodColumns = ["weighting", "clipped", "normalization", "protocol", "threshold"]
    private static let boxEnds = ["x0", "y0", "x1", "y1"]

    private func method(_ request: MapRequest) -> [ResultTable.Cell] {
        [
            .text(request.weighting.rawValue), .text("\(request.values.clips)"),
            .text(request.values.normalization.rawValue), .text(request.boxes.rule.rawValue),
            .number(request.shownThreshold),
        ]
    }

    /// A row for each box of each class; one without numbers where a class's map gives no box.
    public static let boxColumns =
        ["image", "rank", "class", "class_name", "logit", "probability", "box"] + boxEnds + methodColumns

    public func boxRows(_ request: MapRequest) -> [[ResultTable.Cell]] {
        var rows: [[ResultTable.Cell]] = []
        for entry in classes {
            let told: [ResultTable.Cell] = [
                .text(name), .integer(Int64(entry.rank)), .integer(Int64(entry.record.id.value)),
                .text(entry.record.shortName), .number(entry.logit), .number(entry.probability),
            ]
            if entry.boxes.isEmpty {
                let none = [ResultTable.Cell](repeating: .null, count: 5)
                rows.append(told + none + method(request))
            }
            for (place, box) in entry.boxes.enumerated() {
                rows.append(told + [.integer(Int64(place + 1))] + Self.ends(box) + method(request))
            }
        }
        return rows
    }

    private static func ends(_ box: ObjectBox) -> [ResultTable.Cell] {
        [.real(box.x0), .real(box.y0), .real(box.x1), .real(box.y1)]
    }

    /// A row for each of the `count` units that contribute most to each class, with the class's first box.
    public static let unitColumns =
        ["image", "class", "class_name", "rank", "unit", "weight", "pooled", "contribution", "share"] + boxEnds
        + methodColumns

    public func unitRows(_ count: Int, _ request: MapRequest) -> [[ResultTable.Cell]] {
        var rows: [[ResultTable.Cell]] = []
        for entry in classes {
            let told: [ResultTable.Cell] = [
                .text(name), .integer(Int64(entry.record.id.value)), .text(entry.record.shortName),
            ]
            let box = entry.boxes.first.map(Self.ends) ?? [ResultTable.Cell](repeating: .null, count: 4)
            for unit in entry.contributions.prefix(count) {
                let place: [ResultTable.Cell] = [.integer(Int64(unit.rank)), .integer(Int64(unit.unit.value))]
                let numbers = [unit.weight, Float(unit.pooled), Float(unit.contribution), Float(unit.share)]
                rows.append(told + place + numbers.map { .number($0) } + box + method(request))
            }
        }
        return rows
    }
}

/// The tables of the images of one call.
public struct MapTables: Sendable {
    private var boxes: [[ResultTable.Cell]] = []
    private var units: [[ResultTable.Cell]] = []
    private let request: MapRequest
    private let count: Int?

    /// - Parameter count: Units of each class; nil: boxes alone.
    public init(_ request: MapRequest, units count: Int?) {
        (self.request, self.count) = (request, count)
    }

    public mutating func add(_ image: ImageMaps) {
        boxes += image.boxRows(request)
        if let count { units += image.unitRows(count, request) }
    }

    /// For programs one table: of boxes, or of units with the first box of their class, and how they were made in each
    /// row. For readers the boxes, then the units, without what is the same in all rows.
    public func text(_ format: ResultTable.Format, width: Int?) -> String {
        let boxTable = ResultTable(columns: ImageMaps.boxColumns, rows: boxes)
        let unitTable = ResultTable(columns: ImageMaps.unitColumns, rows: units)
        guard format == .table || format == .markdown else { return (count == nil ? boxTable : unitTable).text(format) }
        let shown = boxTable.without(ImageMaps.methodColumns).text(format, width: width)
        guard count != nil else { return shown }
        let plain = unitTable.without(ImageMaps.methodColumns + ["x0", "y0", "x1", "y1"])
        return shown + "\n" + plain.text(format, width: width)
    }
}
