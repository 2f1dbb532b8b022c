import Analyses
public import Reporting
import Units

/// A localization run as tables, JSON and sentences.
extension LocalizationOutcome {
    /// The figures of the run, with 95 % bootstrap intervals.
    public var figureList: [Figure] {
        LocalizationFigure.allCases.map { kind in
            kind == .pixelAveragePrecision
                ? kind.figure(pixelPrecision?.value, pixelPrecision?.interval)
                : kind.figure(kind.value(figures), kind.interval(intervals))
        }
    }

    /// One JSON object: the settings, and each figure with its interval; shares are numbers of 0 to 1.
    ///
    /// - Parameter classes: Adds the rows of ``classTable`` as `classes`.
    public func json(classes: Bool = false) -> String {
        var members: [(String, JSONValue)] = [
            ("images", JSONValue(figures.images)), ("protocol", .string(request.rule.rawValue)),
            ("threshold", JSONValue(threshold)), ("threshold_chosen_on", JSONValue(chosen?.half.rawValue)),
            ("weighting", .string(request.weighting.rawValue)), ("dilation", JSONValue(dilation)),
        ]
        members += figureList.members
        if classes { members.append(("classes", classTable.json)) }
        return JSONValue.object(members).lines
    }

    /// A row for each figure that is known.
    public var table: ResultTable { figureList.filter { $0.value != nil }.table }

    /// A row for each class with images, in the order of the classes.
    public var classTable: ResultTable {
        let groups = Dictionary(grouping: images, by: \.label)
        let kinds: [LocalizationFigure] = [
            .top1Error, .top1LocalizationError, .groundTruthKnownAccuracy, .meanIntersectionOverUnion, .centerBaseline,
        ]
        return ResultTable(
            columns: ["class", "class_name", "images"] + kinds.map(\.rawValue),
            rows: groups.keys.sorted().map { id in
                let members = groups[id]?.map(\.localization) ?? []
                let figures = LocalizationFigures(members)
                return [.integer(Int64(id.value)), .text(classes[id.value].shortName), .integer(Int64(members.count))]
                    + kinds.map { $0.cell($0.value(figures)) }
            })
    }

    /// How the figures were computed: a few lines for stderr.
    public var remarks: [String] {
        var how = "protocol \(request.rule.rawValue)"
        if let threshold { how += " at \(threshold)" }
        var lines = [
            "\(NumberFormat.count(figures.images, "image")), \(source); \(how), weights \(request.weighting.rawValue)"
                + (dilation > 0 ? ", dilated \(dilation)×" : "")
                + "; " + NumberFormat.seconds(seconds)
        ]
        if let chosen {
            lines.append(
                "threshold chosen on \(NumberFormat.count(chosen.images, "image")) (\(chosen.half.rawValue) positions by path;"
                    + " \(NumberFormat.percent(chosen.accuracy)) localized); measured on the others")
        }
        if unlabelled + withoutBox > 0 {
            lines.append(
                "skipped: \(NumberFormat.count(unlabelled, "image")) without a label, \(NumberFormat.grouped(withoutBox)) without a box of the class"
            )
        }
        lines += boxRemarks
        if let masks = request.masks {
            let count = images.count { $0.pixels != nil }
            lines.append(
                count > 0
                    ? "PxAP over the \(NumberFormat.count(count, "image")) with a mask"
                    : "no PxAP: none of the images has a mask in \(masks); masks must be named like the images, or end in .png"
            )
        }
        return lines + Self.lines(unreadable: unreadable)
    }

    static func lines(unreadable: [String]) -> [String] {
        unreadable.prefix(5).map { "cannot be read: \($0)" }
            + (unreadable.count > 5 ? ["and \(NumberFormat.grouped(unreadable.count - 5)) more"] : [])
    }
}
