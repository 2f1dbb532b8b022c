import Analyses
package import Reporting
import Units

extension ImageMaps {
    /// The columns that state how the boxes were computed; they are the same in all rows.
    private static let methodColumns = ["weighting", "clipped", "normalization", "protocol", "threshold"]
    private static let classColumns = ["image", "rank", "class", "class_name", "logit", "probability"]
    private static let boxColumns = ["box", "x0", "y0", "x1", "y1"]
    private static let unitColumns = ["unit_rank", "unit", "weight", "pooled", "contribution", "share"]
    private static let measureColumns = ["by_rank", "margin_drop"]

    /// The columns of units: more where they are not ranked by contribution.
    private static func unitColumns(_ request: MapRequest) -> [String] {
        unitColumns + (request.measure == .contribution ? [] : measureColumns)
    }

    private func classCells(_ entry: ClassMap) -> [ResultTable.Cell] {
        [
            .text(name), .integer(Int64(entry.rank)), .integer(Int64(entry.record.id.value)),
            .text(entry.record.shortName), .number(entry.logit), .number(entry.probability),
        ]
    }

    /// Returns a row for each box of a class; one row of nulls if its map has no box.
    private func boxCells(_ entry: ClassMap) -> [[ResultTable.Cell]] {
        guard !entry.boxes.isEmpty else { return [[ResultTable.Cell](repeating: .null, count: Self.boxColumns.count)] }
        return entry.boxes.enumerated().map { place, box in
            [.integer(Int64(place + 1)), .real(box.x0), .real(box.y0), .real(box.x1), .real(box.y1)]
        }
    }

    private func unitCells(_ entry: ClassMap, _ count: Int, _ request: MapRequest) -> [[ResultTable.Cell]] {
        entry.contributions.prefix(count).map { unit -> [ResultTable.Cell] in
            let further: [ResultTable.Cell] =
                request.measure == .contribution ? [] : [.count(unit.place), .number(unit.marginDrop)]
            return [
                .integer(Int64(unit.rank)), .integer(Int64(unit.unit.value)), .number(unit.weight),
                .number(Float(unit.pooled)), .number(Float(unit.contribution)), .number(Float(unit.share)),
            ] + further
        }
    }

    private func methodCells(_ request: MapRequest) -> [ResultTable.Cell] {
        [
            .text(request.weighting.rawValue), .boolean(request.values.clips),
            .text(request.values.normalization.rawValue), .text(request.boxes.rule.rawValue),
            .number(request.shownThreshold),
        ]
    }

    /// Returns a row for each box of each class.
    fileprivate static func boxTable(_ images: [ImageMaps]) -> ResultTable {
        ResultTable(
            columns: classColumns + boxColumns,
            rows: images.flatMap { image in
                image.classes.flatMap { entry in image.boxCells(entry).map { image.classCells(entry) + $0 } }
            })
    }

    /// Returns a row for each of the first `count` units of each class.
    fileprivate static func unitTable(_ images: [ImageMaps], _ request: MapRequest, _ count: Int) -> ResultTable {
        ResultTable(
            columns: ["image", "class", "class_name"] + unitColumns(request),
            rows: images.flatMap { image in
                image.classes.flatMap { entry in
                    image.unitCells(entry, count, request).map {
                        [.text(image.name), .integer(Int64(entry.record.id.value)), .text(entry.record.shortName)] + $0
                    }
                }
            }, optional: ["margin_drop"])
    }

    /// Returns a row for each box of each class, with its settings. With `count`, the row of a class's first box is
    /// repeated for each of the class's units; in the rows of its other boxes, the units' columns are null.
    fileprivate static func table(_ images: [ImageMaps], _ request: MapRequest, _ count: Int?) -> ResultTable {
        let none = [ResultTable.Cell](repeating: .null, count: unitColumns(request).count)
        return ResultTable(
            columns: classColumns + boxColumns + methodColumns + (count == nil ? [] : unitColumns(request)),
            rows: images.flatMap { image in
                image.classes.flatMap { entry in
                    image.boxCells(entry).enumerated().flatMap { place, box in
                        let row = image.classCells(entry) + box + image.methodCells(request)
                        guard let count else { return [row] }
                        let units = place == 0 ? image.unitCells(entry, count, request) : []
                        return units.isEmpty ? [row + none] : units.map { row + $0 }
                    }
                }
            })
    }
}

/// The tables of the images of one command.
package struct MapTables: Sendable {
    private var images: [ImageMaps] = []
    private let request: MapRequest
    private let count: Int?

    /// - Parameter count: The number of units of each class; nil for boxes only.
    package init(_ request: MapRequest, units count: Int?) {
        (self.request, self.count) = (request, count)
    }

    /// Adds the rows of an image.
    package mutating func add(_ image: ImageMaps) { images.append(image) }

    /// In machine-readable formats, this is one table of boxes with their settings and, if requested, units. In the
    /// aligned table, the boxes come first and then the units.
    package func text(_ format: ResultTable.Format, width: Int?) -> String {
        guard format == .table || format == .markdown else {
            return ImageMaps.table(images, request, count).text(format)
        }
        let boxes = ImageMaps.boxTable(images).text(format, width: width)
        guard let count else { return boxes }
        return boxes + "\n" + ImageMaps.unitTable(images, request, count).text(format, width: width)
    }
}
