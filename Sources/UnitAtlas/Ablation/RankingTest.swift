public import Analyses
import Images
public import Reporting
import Sheets
import Units

/// How faithful rankings of units are to the network: deletion and insertion curves, as a table and as a picture.
///
/// The images of each class are divided into halves. The units are ranked on one half, and the ranking is tested on the
/// images of the other, and the other way round, so that each image is tested with a ranking that it had no part in.
public struct RankingTest: Sendable {
    /// What the units are ranked by.
    public let measures: [UnitMeasure]
    /// A sentence for each image that could not be read.
    public let unreadable: [String]
    private let input: AblationInput
    private let count: Int
    private let curves: RankingCurves

    /// Ranks and tests.
    ///
    /// - Parameters:
    ///   - measures: What the units are ranked by; at least one.
    ///   - count: The largest number of units to remove or insert.
    ///   - progress: Called on the calling thread while the network runs: twice over each half of the images.
    /// - Throws: `UnitAtlasError.head(.noHalves)` if no class has two images.
    public init(
        _ input: AblationInput, by measures: [UnitMeasure], count: Int,
        progress: (IndexProgress) -> Void = { _ in }
    ) throws {
        (self.input, self.measures, self.count) = (input, measures, count)
        let head = input.weights
        let halves = input.halves()
        guard halves.allSatisfy({ $0.imageCount > 0 }) else { throw UnitAtlasError.head(.noHalves) }
        var curves: RankingCurves?
        var unreadable: [String] = []
        for (ranked, tested) in [(halves[0], halves[1]), (halves[1], halves[0])] {
            let sums = try ranked.sum(into: RankingSums(head: head, measures: measures), progress: progress)
            let none = RankingCurves(head: head, orders: sums.sum.orders, rankings: measures.count, count: count)
            let found = try tested.sum(into: none, progress: progress)
            unreadable += found.unreadable
            curves?.merge(found.sum)
            if curves == nil { curves = found.sum }
        }
        self.curves = curves ?? RankingCurves(head: head, orders: [:], rankings: measures.count, count: count)
        self.unreadable = unreadable
    }

    /// The names of the rankings, as columns and legends have them.
    private var names: [String] { measures.map(\.rawValue) + ["random"] }

    /// The number of images and classes tested, and the number of images that no ranking could be tested on.
    public var summary: String {
        let left = input.imageCount - curves.images.count - unreadable.count
        let rest = left > 0 ? "; \(NumberFormat.count(left, "image")) alone in a class left out" : ""
        return "\(tested): units ranked on one half of a class's images, tested on the other\(rest)"
    }

    private var tested: String {
        let images = NumberFormat.count(curves.images.count, "image")
        return "\(images) of \(NumberFormat.count(curves.classes.count, "class"))"
    }

    private static let columns =
        ["by", "images", "units"]
        + ["deletion", "insertion", "deletion_difference", "insertion_difference"].flatMap {
            [$0, $0 + "_low", $0 + "_high"]
        }

    /// Returns a row for each ranking: the areas under its curves and their differences from the first ranking's, with 95 %
    /// bootstrap intervals over the images.
    public var table: ResultTable {
        ResultTable(
            columns: Self.columns,
            rows: names.enumerated().map { place, name in
                [.text(name), .integer(Int64(curves.images.count)), .count(curves.steps.last)]
                    + cells { $0[place].deletion } + cells { $0[place].insertion }
                    + (place == 0
                        ? [ResultTable.Cell](repeating: .null, count: 6)
                        : cells { $0[place].deletion - $0[0].deletion }
                            + cells { $0[place].insertion - $0[0].insertion })
            })
    }

    /// The mean of a value over the images, and the ends of its interval.
    private func cells(_ value: ([RankingCurves.Areas]) -> Double) -> [ResultTable.Cell] {
        let values = curves.images.map(value)
        let interval = BootstrapIntervals.Interval.ofMean(values)
        return [.number(Statistics.mean(values)), .number(interval?.low), .number(interval?.high)]
    }

    private var title: String {
        "How faithful rankings of units are" + (input.record.map { ": \($0.shortName)" } ?? "")
    }

    /// How the picture was made, one sentence per line.
    private var caption: [String] {
        [
            "\(input.origin); \(tested)",
            "units are ranked on one half of a class's images, and the rankings tested on the other half",
            input.method,
        ]
    }

    /// The parameters that the picture depends on.
    private var parameters: PictureParameters {
        var parameters = input.pictureParameters
        let list = measures.map(\.rawValue)
        parameters.add("by", list.joined(separator: ","), mark: (["by"] + list).joined(separator: "-"))
        parameters.add("limit", min(count, input.unitCount), default: input.unitCount)
        return parameters
    }

    /// Writes the picture into `folder`.
    ///
    /// - Returns: The file's path: `ablation-all-by-weight-contribution.png`.
    public func write(into folder: String) throws -> String {
        try input.write(plot, title: title, caption: caption, parameters, into: folder)
    }

    private var plot: LinePlot {
        let colors = [SheetStyle.negative, SheetStyle.ownClass, SheetStyle.positive]
        func lines(_ heights: (RankingCurves.Curve) -> [Double]) -> [LinePlot.Line] {
            zip(names, curves.curves).enumerated().map { place, ranking in
                let isRandom = place == measures.count
                return LinePlot.Line(
                    name: ranking.0, color: isRandom ? SheetStyle.faintInk : colors[place % colors.count],
                    isDashed: isRandom,
                    points: zip(curves.steps, heights(ranking.1)).map {
                        (Double($0), $1 / Double(max(1, curves.images.count)))
                    })
            }
        }
        return LinePlot(
            title: title, subtitles: caption, axis: "units removed or inserted",
            panels: [
                LinePlot.Panel(
                    title: "probability of the labelled class, units removed", lines: lines(\.deletion), range: 0...1,
                    isShare: true),
                LinePlot.Panel(
                    title: "the same, units inserted", lines: lines(\.insertion), range: 0...1, isShare: true),
            ])
    }
}
