import Analyses
import Units

extension ImageMaps {
    /// A row for each box of each class; one without numbers where a class's map gives no box.
    public static let boxColumns = [
        "image", "rank", "class", "class_name", "logit", "probability", "box", "x0", "y0", "x1", "y1", "weighting",
        "protocol",
    ]

    public func boxRows(_ request: MapRequest) -> [[ResultTable.Cell]] {
        var rows: [[ResultTable.Cell]] = []
        let made: [ResultTable.Cell] = [.text(request.weighting.rawValue), .text(request.rule.rawValue)]
        for entry in classes {
            let told: [ResultTable.Cell] = [
                .text(name), .integer(Int64(entry.rank)), .integer(Int64(entry.record.id.value)),
                .text(entry.record.shortName), .number(entry.logit), .number(entry.probability),
            ]
            if entry.boxes.isEmpty {
                let none = [ResultTable.Cell](repeating: .null, count: 5)
                rows.append(told + none + made)
            }
            for (place, box) in entry.boxes.enumerated() {
                let ends: [ResultTable.Cell] = [.real(box.x0), .real(box.y0), .real(box.x1), .real(box.y1)]
                rows.append(told + [.integer(Int64(place + 1))] + ends + made)
            }
        }
        return rows
    }

    /// A row for each of the `count` units that contribute most to each class.
    public static let unitColumns = [
        "image", "class", "class_name", "rank", "unit", "weight", "pooled", "contribution", "share",
    ]

    public func unitRows(_ count: Int) -> [[ResultTable.Cell]] {
        var rows: [[ResultTable.Cell]] = []
        for entry in classes {
            let told: [ResultTable.Cell] = [
                .text(name), .integer(Int64(entry.record.id.value)), .text(entry.record.shortName),
            ]
            for unit in entry.contributions.prefix(count) {
                let place: [ResultTable.Cell] = [.integer(Int64(unit.rank)), .integer(Int64(unit.unit.value))]
                let numbers = [unit.weight, Float(unit.pooled), Float(unit.contribution), Float(unit.share)]
                rows.append(told + place + numbers.map { .number($0) })
            }
        }
        return rows
    }
}
