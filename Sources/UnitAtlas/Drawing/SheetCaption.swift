import Analyses
import Reporting
import Sheets
import Store
import Units

/// The atlas that a sheet was made from, in words.
struct SheetSource: Sendable, Equatable {
    let modelName: String
    let modelSHA256: String
    let layer: String
    /// Indexed images.
    let images: Int
    /// Whether all images of the collection are indexed.
    let isComplete: Bool
    /// nil for the network's own head, and without a head.
    let head: String?
    /// The bound at which the layer's Clip cuts units off; nil if it cuts none off.
    var clip: Float?

    /// `model, layer relu, 6 images, head mine`
    var text: String {
        "\(modelName), layer \(layer), \(NumberFormat.count(images, "image"))"
            + (isComplete ? "" : " (indexing not finished)")
            + (head.map { ", head \($0)" } ?? "")
    }
}

/// The texts of sheets, and of the text chunks in their files.
struct SheetCaption: Sendable {
    let source: SheetSource
    let options: SheetOptions

    /// What the tiles show, in a sentence or two.
    var legend: String {
        guard let clip = source.clip else { return tiles }
        return
            "\(tiles) The network clips its units at \(NumberFormat.short(clip)); the maps used are from before the clip."
    }

    private var tiles: String {
        let region =
            options.method.place
            + (options.method.usesLevel
                ? "; where that level is not usable, at or above half of its maximum in the image." : ".")
        return switch options.kind {
        case .segment: "Bright: \(region)"
        case .crop: "Cut out around \(region)"
        case .box: "Boxes: around \(region)"
        case .heat: "Colours: the unit's activation, from 0 to its maximum over all images."
        }
    }

    /// What the colours of heat tiles mean, on the sheet of a class or of one unit; nil for other tiles.
    func colorBar(of unit: UnitRecord?) -> ColorBar? {
        guard options.kind == .heat else { return nil }
        return ColorBar(
            .uniform, low: "0", high: unit.map { NumberFormat.short($0.response.maximum) } ?? "the unit's maximum")
    }

    /// The title of a class's sheet.
    func title(of record: ClassRecord) -> String {
        switch options.order {
        case .strongest: record.shortName
        case .against: "Against \(record.shortName)"
        case .versus(let other): "\(record.shortName) rather than \(other.shortName)"
        }
    }

    /// The lines under that title.
    func subtitles(_ plan: ClassSheetPlan) -> [String] {
        let record = plan.record
        // The title is the first synonym.
        let name = record.name == record.shortName ? nil : record.name
        let identity = [name, record.wnid, "class \(record.id)"].compactMap { $0 }.joined(separator: "  ·  ")
        var basis = "no image of the class is indexed"
        if let images = plan.images {
            basis = "\(images) of the class"
        }
        var lines = [identity, "\(source.text); \(basis)", legend]
        if options.isFromClass { lines.append("Only images of the class are shown.") }
        lines += [orderLine(plan), measureLine, evidenceLine(plan)].compactMap(\.self)
        if let sentence = plan.shareSentence, plan.ranked.contains(where: { Self.share(of: $0) != nil }) {
            lines.append("Shares: \(sentence).")
        }
        let isPrediction = { (tile: TilePlan) in if case .prediction = tile.caption { true } else { false } }
        if plan.rows.contains(where: { $0.tiles.contains(where: isPrediction) }) {
            lines.append("Names with a question mark are predictions, for images without a label.")
        }
        return lines
    }

    /// Which units a sheet shows, where they are not those with the largest values.
    private func orderLine(_ plan: ClassSheetPlan) -> String? {
        let name = plan.record.shortName
        let values = Self.plural(options.measure)
        return switch options.order {
        case .strongest: nil
        case .against where (plan.ranked.first?.value(of: options.measure) ?? -1) >= 0:
            "No unit argues against \(name). These have the smallest \(values), all 0 or greater."
        case .against: "These units have the most negative \(values) for \(name)."
        case .versus(let other) where options.measure == .weight:
            "Numbers: the weight for \(name) minus the weight for \(other.shortName)."
        case .versus(let other):
            "Numbers: the mean contribution to \(name) minus that to \(other.shortName), over these images."
        }
    }

    /// What the numbers are, where they are not weights.
    private var measureLine: String? {
        switch (options.measure, options.order) {
        case (.weight, _), (.contribution, .versus): nil
        case (.contribution, _): "Numbers: the mean contribution over these images, weight times mean activation."
        case (.ablation, _):
            "Numbers: the margin lost without the unit, the mean fall of the class's lead over the best other class on these"
                + " images."
        }
    }

    /// The share of the evidence that the units carry.
    private func evidenceLine(_ plan: ClassSheetPlan) -> String? {
        guard let evidence = plan.evidence else { return nil }
        let name = plan.record.shortName
        let (claim, sum) =
            switch options.order {
            case .strongest: ("for \(name)", "all positive mean contributions")
            case .against: ("against \(name)", "all negative mean contributions")
            case .versus(let other):
                ("for \(name) rather than \(other.shortName)", "all positive differences of mean contributions")
            }
        return "\(Self.described(evidence)) \(claim), the sum of \(sum)."
    }

    /// `These 10 units carry 4.1 % of the evidence`
    static func described(_ evidence: EvidenceShare) -> String {
        let subject = evidence.units == 1 ? "This unit carries" : "These \(evidence.units) units carry"
        return "\(subject) \(NumberFormat.percent(evidence.share)) of the evidence"
    }

    private static func plural(_ measure: UnitMeasure) -> String {
        switch measure {
        case .weight: "weights"
        case .contribution: "mean contributions"
        case .ablation: "margin drops"
        }
    }

    /// The number of a row; nil if it is the weight.
    func value(of unit: RankedUnit) -> Float? {
        options.measure == .weight ? nil : unit.value(of: options.measure).map { Float($0) }
    }

    /// A line about a row's number: both weights on a sheet that compares classes, the weight where units are ranked by
    /// another measure.
    func detail(_ plan: ClassSheetPlan, row: Int) -> String? {
        let weight = NumberFormat.signed(plan.weights[row])
        if let others = plan.otherWeights { return "weights \(weight) and \(NumberFormat.signed(others[row]))" }
        return options.measure == .weight ? nil : "weight \(weight)"
    }

    /// The share of the class's positive evidence that a row states; nil for units that argue against the class.
    static func share(of unit: RankedUnit) -> Double? { unit.weight > 0 ? unit.share : nil }

    /// The line over a row's other classes.
    static func heading(arguesForClass: Bool) -> String { arguesForClass ? "also argues for" : "argues for" }

    /// A few words about a unit whose regions were not all found by the method's own level; nil if they were.
    func remark(_ unit: UnitRecord, _ rules: [Segmentation.Rule]) -> String? {
        let count = rules.count { $0 == .fractionOfMaximum }
        guard count > 0, options.kind != .heat else { return nil }
        let level = "\(options.kind == .segment ? "bright " : "")from half the maximum"
        guard case .quantile = options.method, !Segmentation.isInformative(unit) else {
            return "\(count) of \(rules.count) images \(level)"
        }
        return unit.threshold > 0 ? "saturates; \(level)" : "hardly ever active; \(level)"
    }

    /// The lines under the title of a unit's sheet.
    func subtitles(_ plan: UnitSheetPlan) -> [String] {
        guard let contribution = plan.contribution else { return [source.text, legend] }
        let name = contribution.record.shortName
        return [
            source.text, legend,
            "Images of \(name), by what the unit adds to its logit: the weight \(NumberFormat.signed(contribution.weight)) times"
                + " the activation.",
            "The mean over \(contribution.images) is \(NumberFormat.signed(contribution.mean)).",
        ]
    }

    /// The lines under the title of the sheet of a unit's range.
    func subtitles(_ plan: UnitRangePlan, bins: Int) -> [String] {
        let pooled = plan.pooling == .average ? "mean" : "largest"
        var division = "Images by the \(pooled) activation, in \(bins) parts of about the same number of images"
        if plan.bins.contains(where: { $0.range == 0...0 }) {
            division += "; images without any activation are a part of their own"
        }
        return [source.text, legend, division + ". Each row shows images from all of its part."]
    }

    /// The lines about a unit's statistics on its sheet.
    func lines(_ unit: UnitRecord, remark: String?) -> [String] {
        [
            "active in \(NumberFormat.percent(unit.activeFraction)) of all cells",
            "maximum \(NumberFormat.short(unit.maximum))"
                + (unit.isClipped ? " (\(NumberFormat.short(unit.response.maximum)) before the clip)" : "")
                + ", threshold \(NumberFormat.short(unit.response.threshold))",
        ] + (remark.map { [$0] } ?? [])
    }

    /// What the picture of a class's sheet is called in its file.
    func pictureTitle(of record: ClassRecord) -> String {
        let name = "class \(record.id), \(record.name)"
        return switch options.order {
        case .strongest: "Units of \(name)"
        case .against: "Units against \(name)"
        case .versus(let other): "Units for \(name) rather than class \(other.id), \(other.name)"
        }
    }

    /// How a picture was made, in sentences.
    var description: String {
        "\(legend) Model SHA-256 \(source.modelSHA256). Segmentation `\(options.method.name)` "
            + "\(options.method.configuration), maps enlarged through the centres of receptive fields; where the level is the "
            + "unit's maximum or is not reached, \(Segmentation.fraction) of the map's maximum."
    }
}
