import Reporting
import Units
import ArgumentParser
import UnitAtlas

struct RankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Rank the units of a class by weight, mean contribution or ablation.",
        discussion: """
            mean_contribution is the weight times the unit's mean pooled activation over the images of the class. share is \
            the unit's part of the sum of all positive mean contributions, or 0 if its own is negative. With --by contribution or ablation, \
            rank is still the rank by weight, by_rank is the rank by that measure, and margin_drop is the mean fall of the \
            class's lead over the best other class without the unit.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Argument(
        help: ArgumentHelp(
            "Class index, wnid, name, synonym, or a unique part of a name.",
            valueName: "class"))
    var classText: String

    @OptionGroup var head: HeadOption

    @OptionGroup var ranking: RankingOption

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
        guard !compare || ranking.by == .weight else {
            throw ValidationError("--compare shows all three rankings; remove --by.")
        }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        let ranking = try atlas.ranking(of: classText, head: head.head, by: ranking.by)
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
        noteEvidence(ranking)
        try emit(ranking.table(limit: limit, against: against).text(format, width: Terminal.width))
    }

    /// Says what share of the evidence the listed units carry: always beside a table, otherwise only a low one.
    private func noteEvidence(_ ranking: ClassRanking) {
        guard let evidence = ranking.evidence(limit: limit, against: against) else { return }
        guard format == .table || evidence.isLow else { return }
        note(RankingOption.described(evidence, against: against, by: ranking.measure))
    }
}
