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
    /// Detectors that the masks of other images give: what chance alone finds.
    public let shuffledDetectors: Int
    private let levels: [UnitLevel]
    private let rankings: [[(concept: Int, intersectionOverUnion: Double)]]
    private let shuffled: [UnitNaming.Name?]

    /// Concepts that are stored of each unit.
    static let kept = 3

    init(
        _ request: UnitNamingRequest, _ names: [String], _ levels: [UnitLevel], _ naming: UnitNaming,
        _ state: UnitNamingRun.State
    ) {
        var all = state.even
        all.merge(state.odd)
        (self.request, self.names, self.levels, self.naming) = (request, names, levels, naming)
        images = all.images
        unreadable = state.unreadable
        rankings = levels.indices.map { all.ranking(unit: $0) }
        let empty = UnitConceptTally(units: levels.count, concepts: names.count)
        shuffled = UnitNaming(choosing: state.shuffled, measuring: empty).names
        shuffledDetectors = UnitNaming.detectors(shuffled)
    }

    /// Units that detect something; the same where the concept is chosen on one half of the images and measured on the other.
    public var detectors: Int { UnitNaming.detectors(naming.names) }
    /// The number of detectors with the concept chosen on one half of the images and measured on the other.
    public var heldOutDetectors: Int { UnitNaming.detectors(naming.heldOut) }
    /// Concepts that some unit detects.
    public var detected: [String] {
        Set(naming.names.compactMap { $0 }.filter(\.isDetector).map(\.concept)).sorted().map { names[$0] }
    }

    private static func mean(_ names: [UnitNaming.Name?]) -> Double {
        Statistics.mean(names.map { $0?.intersectionOverUnion ?? 0 })
    }

    /// What is stored.
    var concepts: [UnitConceptRecord] {
        rankings.indices.flatMap { unit in
            rankings[unit].prefix(Self.kept).enumerated().map { place, entry in
                UnitConceptRecord(
                    unit: UnitID(unit), rank: place + 1, concept: names[entry.concept],
                    intersectionOverUnion: entry.intersectionOverUnion, level: levels[unit].level,
                    rule: levels[unit].rule == .quantile ? .quantile : .fraction)
            }
        }
    }

    var record: DiscoveryRecord {
        let members: [(String, JSONValue)] = [
            ("objects", .string(request.objects.text)), ("method", "network-dissection"), ("share", 0.005),
            ("fraction", JSONValue(Segmentation.fraction)), ("detector", JSONValue(UnitNaming.detector)),
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
            Figure("detectors_shuffled", "detectors of the masks of other images", count: shuffledDetectors),
            Figure("concepts_detected", "concepts that a unit detects", count: detected.count),
            Figure("mean_iou", "mean intersection over union", Self.mean(naming.names), unit: .fraction),
            Figure(
                "mean_iou_held_out", "mean intersection over union on images on which the concept was not chosen",
                Self.mean(naming.heldOut), unit: .fraction),
            Figure(
                "mean_iou_shuffled", "mean intersection over union with the masks of other images",
                Self.mean(shuffled), unit: .fraction),
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
            columns: ["unit", "concept", "iou", "detector", "iou_held_out", "second", "second_iou", "level", "rule"],
            rows: listed(limit).map { unit in
                let name = naming.names[unit]
                let second = rankings[unit].dropFirst().first
                return [
                    .integer(Int64(unit)), .optional(name.map { names[$0.concept] }),
                    .number(name?.intersectionOverUnion), .integer(name?.isDetector == true ? 1 : 0),
                    .number(naming.heldOut[unit]?.intersectionOverUnion),
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
                + " (intersection over union above \(UnitNaming.detector)), and"
                + " \(NumberFormat.grouped(detected.count)) of \(NumberFormat.count(names.count, "concept")) are detected;"
                + " \(NumberFormat.count(images, "image"))",
            "as a check: \(NumberFormat.count(heldOutDetectors, "detector")) with concepts chosen on half of the images and"
                + " measured on the other half, \(NumberFormat.grouped(shuffledDetectors)) with the masks of other images",
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
