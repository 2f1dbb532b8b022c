import Analyses
import Foundation
public import Reporting
import Units

/// What a localization run found, in words and as an object.
extension LocalizationOutcome {
    /// The figures by their names in the object.
    private var figureList: [(name: String, value: Double)] {
        [
            ("top1_error", figures.top1Error), ("top5_error", figures.top5Error),
            ("top1_localization_error", figures.top1LocalizationError),
            ("top5_localization_error", figures.top5LocalizationError),
            ("gt_known_accuracy", figures.groundTruthKnownAccuracy),
            ("max_box_accuracy", figures.maxBoxAccuracy), ("max_box_accuracy_v2", figures.maxBoxAccuracyV2),
            ("center_baseline", figures.centerBaseline), ("mean_iou", figures.meanIntersectionOverUnion),
        ] + (pixelPrecision.map { [("pixel_average_precision", $0.value)] } ?? [])
    }

    /// One object; fractions of 0 to 1. `intervals` holds the ends of each figure's 95 % interval.
    public var json: String {
        func number(_ value: Double) -> String { String(format: "%.6f", value) }
        var members = [("images", "\(figures.images)")] + figureList.map { ($0.name, number($0.value)) }
        members += [
            ("protocol", JSONText.quoted(request.rule.rawValue)), ("threshold", threshold.map { "\($0)" } ?? "null"),
            ("weighting", JSONText.quoted(request.weighting.rawValue)), ("dilation", "\(dilation)"),
        ]
        if let chosen { members.append(("threshold_chosen_on", JSONText.quoted(chosen.half.rawValue))) }
        let intervals = intervalList.map {
            "\(JSONText.quoted($0.name)): [\(number($0.interval.low)), \(number($0.interval.high))]"
        }
        members.append(("intervals", "{" + intervals.joined(separator: ", ") + "}"))
        return JSONText.lines(members) + "\n"
    }

    private static let names = [
        "top1_error": "classification error, top 1", "top5_error": "classification error, top 5",
        "top1_localization_error": "localization error, top 1",
        "top5_localization_error": "localization error, top 5",
        "gt_known_accuracy": "accuracy with the class known", "max_box_accuracy": "MaxBoxAcc",
        "max_box_accuracy_v2": "MaxBoxAccV2", "center_baseline": "centred box, class known",
        "mean_iou": "mean intersection over union", "pixel_average_precision": "PxAP",
    ]

    /// A row for each figure, in percent, with the interval that holds 95 % of bootstrap samples.
    public var table: ResultTable {
        func percent(_ value: Double) -> ResultTable.Cell { .text(String(format: "%.1f", 100 * value)) }
        let intervals = Dictionary(intervalList.map { ($0.name, $0.interval) }) { first, _ in first }
        let rows = figureList.map { name, value in
            [
                .text(Self.names[name] ?? name), percent(value), intervals[name].map { percent($0.low) } ?? .null,
                intervals[name].map { percent($0.high) } ?? .null,
            ]
        }
        return ResultTable(columns: ["figure", "percent", "from", "to"], rows: rows)
    }

    /// A row for each class with images, in the classes' order; fractions.
    public var classTable: ResultTable {
        let groups = Dictionary(grouping: images, by: \.label)
        return ResultTable(
            columns: [
                "class", "class_name", "images", "top1_error", "top1_localization_error", "gt_known_accuracy",
                "mean_iou", "center_baseline",
            ],
            rows: groups.keys.sorted().map { id in
                let members = groups[id]?.map(\.localization) ?? []
                let figures = LocalizationFigures(members)
                func rounded(_ value: Double) -> ResultTable.Cell { .real((value * 1e4).rounded() / 1e4) }
                return [
                    .integer(Int64(id.value)), .text(classes[id.value].shortName), .integer(Int64(members.count)),
                    rounded(figures.top1Error), rounded(figures.top1LocalizationError),
                    rounded(figures.groundTruthKnownAccuracy), rounded(figures.meanIntersectionOverUnion),
                    rounded(figures.centerBaseline),
                ]
            })
    }

    /// How the figures were made: a line or two for stderr.
    public var remarks: [String] {
        var how = "protocol \(request.rule.rawValue)"
        if let threshold { how += " at \(threshold)" }
        var lines = [
            "\(CountText.text(figures.images, "image")), \(source); \(how), weights \(request.weighting.rawValue)"
                + (dilation > 0 ? ", dilated \(dilation)×" : "")
                + String(format: "; %.1f s", seconds)
        ]
        if let chosen {
            lines.append(
                String(
                    format: "threshold chosen on the %@ at %@ places (%.1f %% found there), the others reported",
                    CountText.text(chosen.images, "image"), chosen.half.rawValue, 100 * chosen.accuracy))
        }
        if unlabelled + withoutBox > 0 {
            lines.append("left out: \(unlabelled) without a label, \(withoutBox) without a box of their class")
        }
        lines += boxRemarks
        if let masks = request.masks {
            let count = images.count { $0.pixels != nil }
            lines.append(
                count > 0
                    ? "PxAP over the \(CountText.text(count, "image")) with a mask"
                    : "no PxAP: none of the images has a mask in \(masks); masks are named as their images, or with .png"
            )
        }
        return lines + Self.lines(unreadable: unreadable)
    }

    static func lines(unreadable: [String]) -> [String] {
        unreadable.prefix(5).map { "cannot be read: \($0)" }
            + (unreadable.count > 5 ? ["and \(unreadable.count - 5) more"] : [])
    }
}
