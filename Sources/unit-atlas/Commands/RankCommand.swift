import Reporting
import Units
import ArgumentParser
import UnitAtlas

struct RankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Rank the units of a class by weight.",
        discussion: """
            mean_contribution is the weight times the unit's mean pooled activation over the images of the class. share is \
            its share of the sum of all positive mean contributions; 0 if it is negative.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Argument(
        help: ArgumentHelp(
            "Class index, wnid, name, synonym, or a unique part of a name.",
            valueName: "class"))
    var classText: String

    @OptionGroup var head: HeadOption

    @Option(help: "Number of units to list.") var limit = 10

    @Flag(help: "List the units that argue against the class, strongest first.") var against = false

    @Flag(
        help: ArgumentHelp(
            "Also show the ranks by mean contribution and by ablation.",
            discussion: "Prints the rank correlations to stderr."))
    var compare = false

    @OptionGroup var places: AblationOptions

    @Option(help: Help.format) var format = ResultTable.Format.table

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be positive.") }
        guard !compare || !against else {
            throw ValidationError("--compare and --against cannot be combined.")
        }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        let ranking = try atlas.ranking(of: classText, head: head.head)
        if format == .table {
            let wnid = ranking.record.wnid.map { ", \($0)" } ?? ""
            note("class \(ranking.record.id): \(ranking.record.name)\(wnid)")
        }
        for remark in ranking.remarks { note(remark) }
        if compare {
            return try places.run(atlas, places.request(head: head.head, class: ranking.record)) { input, progress in
                let study = try AblationStudy(input, progress: progress)
                let comparison = try study.comparison(of: ranking.record.id)
                if let correlations = comparison.correlations { note(correlations) }
                try emit(ranking.table(limit: limit, comparedBy: comparison).text(format, width: Terminal.width))
                return study.unreadable
            }
        }
        try emit(ranking.table(limit: limit, against: against).text(format, width: Terminal.width))
    }
}
