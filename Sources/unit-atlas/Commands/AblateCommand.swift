import Analyses
public import ArgumentParser
import Reporting
import Units
import UnitAtlas

struct AblateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ablate",
        abstract: "Measure what each class loses without a unit.",
        discussion: """
            Without unit k, the logit of class c is S_c − w_ck · F_k, so the result follows from the stored pooled \
            activations. If a head is not linear in them, the network runs again; with --class, only on the images of that \
            class. accuracy_lost is the share of images that are right with the unit and wrong without it, accuracy_gained \
            the share that are wrong with the unit and right without it, and accuracy_drop the difference. margin_drop is \
            the fall of the class's lead over the best other class, logit_drop the fall of its logit. --sets removes more \
            and more units and shows the result as a table and a plot. --sets --by compares rankings of units: each ranking is \
            made on one half of a class's images, and the probability of the class is measured on the other half as units \
            are removed (deletion: a small area is good) and inserted (insertion: a large area is good). Intervals are \
            95 % bootstrap intervals over the images.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Option(
        name: .customLong("class"),
        help: "Class index, wnid, name, synonym, or a unique part of a name; by default, all classes together.")
    var classText: String?

    @OptionGroup var head: HeadOption

    @Option(help: "Units: 3 7 12, or 3,7,12, or a range such as 0-15; by default all.")
    var units: [String] = []

    @Flag(help: "Remove more and more units: the strongest of each class, the weakest, and random ones.") var sets =
        false

    @Option(
        help: ArgumentHelp(
            "With --sets: rankings to compare, separated by commas: weight, contribution, ablation.",
            valueName: "measures"))
    var by: MeasureList?

    @Flag(help: "Store the result for every class and unit in the atlas, for the view unit_ranking.")
    var store = false

    @Option(
        help: "Images to use: all, those that a trained head was fitted to (train), or those it was tested on (test).")
    var part =
        AblationStudy.Part.all

    @Option(help: "Number of units to list (default: 10). With --sets, the largest number to remove (default: all).")
    var limit: Int?

    @Option(help: ArgumentHelp("Folder for the plot of --sets.", valueName: "folder")) var output = "Output"

    @OptionGroup var places: AblationOptions

    @Option(help: Help.format) var format = ResultTable.Format.table

    func validate() throws {
        guard limit ?? 1 > 0 else { throw ValidationError("--limit must be positive.") }
        guard units.isEmpty || !sets else {
            throw ValidationError("--sets chooses the units itself; remove --units.")
        }
        guard by == nil || sets else { throw ValidationError("--by needs --sets.") }
        guard store else { return }
        try OptionChecks.absent(["--sets": sets, "--class": classText != nil, "--part": part != .all]) {
            "--store covers all classes and images; remove \($0)."
        }
    }

    func run() throws {
        let atlas = try Atlas(atlas)
        let record = try classText.map { try atlas.resolveClass($0, head: head.head) }
        var request = places.request(head: head.head, class: record)
        request.part = part
        try places.run(atlas, request) { input, progress in
            let chosen = try UnitSelection.parse(units, count: input.unitCount)
            if let by {
                let test = try RankingTest(
                    input, by: by.measures, count: limit ?? input.unitCount, progress: progress)
                note(try test.write(into: output))
                note(test.summary)
                try emit(test.table.text(format, width: Terminal.width))
                return test.unreadable
            }
            if sets {
                let plot = try AblationPlot(input, count: limit ?? input.unitCount, progress: progress)
                note(try plot.write(into: output))
                note(plot.summary)
                try emit(plot.table.text(format, width: Terminal.width))
                return plot.unreadable
            }
            let study = try AblationStudy(input, progress: progress)
            if store { try study.store() }
            note(study.summary)
            try emit(study.table(units: chosen, limit: limit ?? 10).text(format, width: Terminal.width))
            return study.unreadable
        }
    }
}

extension AblationStudy.Part: ExpressibleByArgument {}

/// Measures separated by commas: `weight,contribution`.
struct MeasureList: ExpressibleByArgument {
    let measures: [UnitMeasure]

    init?(argument: String) {
        let found = argument.split(separator: ",", omittingEmptySubsequences: false).map {
            UnitMeasure(rawValue: String($0))
        }
        measures = found.compactMap(\.self)
        guard measures.count == found.count, Set(measures).count == measures.count else { return nil }
    }
}
