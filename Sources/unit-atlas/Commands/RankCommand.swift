import Reporting
import Units
import ArgumentParser
import UnitAtlas

struct RankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Rank the units of a class by weight.",
        discussion: """
            mean_contribution is the weight times the unit's mean pooled activation over the class's images; share is the \
            unit's part of the sum of all positive ones, 0 for a unit that takes away.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Argument(
        help: ArgumentHelp(
            "A class: its index, wnid, name, one of its synonyms, or a part of its name that only it has.",
            valueName: "class"))
    var classText: String

    @OptionGroup var head: HeadOption

    @Option(help: "How many units.") var limit = 10

    @Flag(help: "List the units that argue most strongly against the class.") var against = false

    @Flag(
        help: ArgumentHelp(
            "Beside the rank by weight those by mean contribution and by what the class loses without the unit.",
            discussion: "Their rank correlations go to stderr."))
    var compare = false

    @OptionGroup var places: AblationPlaces

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit has to be positive.") }
        guard !compare || !against else {
            throw ValidationError("--compare lists units for the class: leave --against out.")
        }
    }

    func run() throws {
        try noteUnfinished(atlas)
        let ranking = try ClassRanking(atlas: atlas, class: classText, head: head.head)
        if format == .table {
            let wnid = ranking.classRecord.wnid.map { ", \($0)" } ?? ""
            note("class \(ranking.classRecord.id): \(ranking.classRecord.name)\(wnid)")
        }
        for remark in ranking.remarks { note(remark) }
        if compare {
            return try places.run(places.request(atlas: atlas, head: head.head, class: "\(ranking.classRecord.id)")) {
                subject, progress in
                let study = try AblationStudy(subject, progress: progress)
                let comparison = try study.comparison(of: ranking.classRecord.id)
                if let correlations = comparison.correlations { note(correlations) }
                try emit(comparison.table(limit: limit).text(format, width: Terminal.width))
                return study.unreadable
            }
        }
        try emit(ranking.table(limit: limit, against: against).text(format, width: Terminal.width))
    }
}
