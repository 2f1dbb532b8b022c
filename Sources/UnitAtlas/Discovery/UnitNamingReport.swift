public import Analyses
public import Annotations
import Foundation
public import Reporting
import Store
import Units

/// What units detect, for readers and for programs.
public struct UnitNamingReport: Sendable {
    /// What was requested.
    public let request: UnitNamingRequest
    /// Of concepts.
    public let names: [String]
    /// The names of units and their overlaps.
    public let naming: UnitNaming
    /// The number of images.
    public let images: Int
    /// Images that could not be read, a sentence each.
    public let unreadable: [String]
    /// What of the annotations could not be used.
    public internal(set) var notes = AnnotationNotes()
    private let chance: ConceptChance
    private let levels: [UnitLevel]
    private let rankings: [[(concept: Int, intersectionOverUnion: Double)]]

    /// Concepts that are stored of each unit.
    static let kept = 3

    init(
        _ request: UnitNamingRequest, _ names: [String], _ levels: [UnitLevel], _ chance: ConceptChance,
        _ state: UnitNamingRun.State
    ) {
        var all = state.even
        all.merge(state.odd)
        (self.request, self.names, self.levels, self.chance) = (request, names, levels, chance)
        naming = UnitNaming(choosing: state.even, measuring: state.odd, chance: chance)
        images = all.images
        unreadable = state.unreadable
        rankings = levels.indices.map { all.ranking(unit: $0) }
    }

    /// Units that detect something.
    public var detectors: Int { naming.count(\.isDetector) }
    /// The number of detectors with the concept chosen on one half of the images and measured on the other.
    public var heldOutDetectors: Int { naming.count(\.isHeldOutDetector) }
    /// Units whose overlap is that of a detector, whether or not chance explains it.
    public var overlappingUnits: Int { naming.count(\.overlaps) }
    /// The mean number of such units when images have the masks of other images: what chance alone finds.
    public var shuffledDetectors: Double { chance.detectors }
    /// Concepts that some unit detects.
    public var detected: [String] {
        Set(naming.names.compactMap { $0 }.filter(\.isDetector).map(\.concept)).sorted().map { names[$0] }
    }

    private func mean(_ value: (UnitNaming.Name) -> Double?) -> Double {
        Statistics.mean(naming.names.map { $0.flatMap(value) ?? 0 })
    }

    /// What is stored.
    var concepts: [UnitConceptRecord] {
        rankings.indices.flatMap { unit in
            rankings[unit].prefix(Self.kept).enumerated().map { place, entry in
                let name = place == 0 ? naming.names[unit] : nil
                return UnitConceptRecord(
                    unit: UnitID(unit), rank: place + 1, concept: names[entry.concept],
                    intersectionOverUnion: entry.intersectionOverUnion,
                    support: .init(
                        chance: chance.mean(unit: unit, concept: entry.concept), p: name?.p, q: name?.q,
                        isDetector: name?.isDetector ?? false),
                    level: levels[unit].level,
                    rule: levels[unit].rule == .quantile ? .quantile : .fraction)
            }
        }
    }

    var record: DiscoveryRecord {
        let members: [(String, JSONValue)] = [
            ("objects", .string(request.objects.text)), ("method", "network-dissection"), ("share", 0.005),
            ("fraction", JSONValue(Segmentation.fraction)), ("detector", JSONValue(UnitNaming.detector)),
            ("rate", JSONValue(FalseDiscovery.rate)), ("orders", JSONValue(chance.orders)),
            ("seed", .integer(Int64(truncatingIfNeeded: request.seed))),
        ]
        return DiscoveryRecord(
            kind: .units, name: request.objects.text, head: nil, figures: figures.members,
            configuration: members)
    }

    /// The figures of the report.
    public var figures: [Figure] {
        [
            Figure("units", "units", count: levels.count), Figure("concepts", "concepts", count: names.count),
            Figure("images", "images with masks or boxes", count: images),
            Figure("detectors", "units that detect a concept", count: detectors),
            Figure(
                "detectors_held_out", "detectors on images on which the concept was not chosen",
                count: heldOutDetectors),
            Figure(
                "detectors_by_overlap", "units whose overlap with a concept is that of a detector",
                count: overlappingUnits),
            Figure(
                "detectors_shuffled", "the same with the masks of other images, mean of random orders",
                shuffledDetectors, unit: .number),
            Figure("orders", "random orders of the images", count: chance.orders),
            Figure("concepts_detected", "concepts that a unit detects", count: detected.count),
            Figure("mean_iou", "mean intersection over union", mean(\.intersectionOverUnion), unit: .fraction),
            Figure(
                "mean_iou_held_out", "mean intersection over union on images on which the concept was not chosen",
                mean(\.heldOut), unit: .fraction),
            Figure(
                "mean_iou_shuffled", "mean intersection over union with the masks of other images",
                mean(\.chance), unit: .fraction),
            Figure(
                "levels_by_fraction", "units whose level is half of their maximum",
                count: levels.count { $0.rule == .fraction }),
        ]
    }

    /// One JSON object; `limit` as in ``table(limit:)``.
    public func json(limit: Int? = nil) -> String {
        JSONValue.object(figures.members + [("names", table(limit: limit).json)]).lines
    }

    /// A row for each unit, or for the `limit` of the largest intersections over union, those first.
    public func table(limit: Int? = nil) -> ResultTable {
        ResultTable(
            columns: [
                "unit", "concept", "iou", "p", "q", "detector", "iou_held_out", "second", "second_iou",
                "level",
                "rule",
            ],
            rows: listed(limit).map { unit in
                let name = naming.names[unit]
                let second = rankings[unit].dropFirst().first
                return [
                    .integer(Int64(unit)), .optional(name.map { names[$0.concept] }),
                    .number(name?.intersectionOverUnion), .number(name?.p), .number(name?.q),
                    .integer(name?.isDetector == true ? 1 : 0), .number(name?.heldOut),
                    .optional(second.map { names[$0.concept] }), .number(second?.intersectionOverUnion),
                    levels[unit].level.isFinite ? .number(levels[unit].level) : .null,
                    .text(levels[unit].rule.rawValue),
                ]
            })
    }

    private func listed(_ limit: Int?) -> [Int] {
        guard let limit else { return Array(levels.indices) }
        func overlap(_ unit: Int) -> Double { naming.names[unit]?.intersectionOverUnion ?? 0 }
        let order = levels.indices.sorted { (overlap($0), $1) > (overlap($1), $0) }
        return Array(order.prefix(limit))
    }

    /// Lines for stderr.
    public var remarks: [String] {
        var lines = [
            "\(NumberFormat.grouped(detectors)) of \(NumberFormat.count(levels.count, "unit")) detect a concept"
                + " (intersection over union above \(UnitNaming.detector) and not by chance), and"
                + " \(NumberFormat.grouped(detected.count)) of \(NumberFormat.count(names.count, "concept")) are detected;"
                + " \(NumberFormat.count(images, "image"))",
            "as a check: \(NumberFormat.count(heldOutDetectors, "detector")) with concepts chosen on half of the images and"
                + " measured on the other half; overlap alone makes \(NumberFormat.grouped(overlappingUnits)) detectors,"
                + " and \(NumberFormat.ratio(shuffledDetectors)) with the masks of other images"
                + " (mean of \(NumberFormat.count(chance.orders, "random order")))",
        ]
        let fractions = levels.count { $0.rule == .fraction }
        if fractions > 0 {
            lines.append(
                "\(NumberFormat.count(fractions, "unit")) \(fractions == 1 ? "saturates or is" : "saturate or are") hardly ever active; the threshold is half of"
                    + " the maximum")
        }
        return lines + notes.remarks + unreadable.prefix(5).map { "cannot be read: \($0)" }
    }
}
