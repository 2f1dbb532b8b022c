public import ArgumentParser
import Reporting
import Units
import UnitAtlas

struct AblateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ablate",
        abstract: "Take units away: what each is worth to the classes, without running the network.",
        discussion: """
            Without unit k the logit of class c is S_c − w_ck · F_k, so that everything follows from the stored pooled \
            activations; for a head that is not linear in them the network runs again, with --class on that class's images \
            alone. accuracy_drop: the share of images that are right with the unit and not without it. margin_drop: by \
            how much the own class's lead over the best other falls; logit_drop: by how much its logit does. With --sets more \
            and more units go, as a table and a picture.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Option(
        name: .customLong("class"),
        help: "A class, resolved as for rank; without one all classes together.")
    var classText: String?

    @OptionGroup var head: HeadOption

    @Option(help: "Units: 312, or 3,7, or a range 0-15; by default all.") var units: [String] = []

    @Flag(help: "Take away the 1, 2, 3 ... strongest units of a class, its weakest, and random ones.") var sets = false

    @Flag(help: "Store what every class loses without each unit in the atlas, for the view unit_ranking.")
    var store = false

    @Option(help: "Of the images that a trained head knows: all, train or test.") var part = AblationStudy.Part.all

    @Option(help: "How many units; with --sets at most so many are taken away. (default: 10; with --sets all)")
    var limit: Int?

    @Option(help: ArgumentHelp("With --sets: where the picture goes.", valueName: "folder")) var output = "Output"

    @OptionGroup var places: AblationPlaces

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard limit ?? 1 > 0 else { throw ValidationError("--limit has to be positive.") }
        guard units.isEmpty || !sets else {
            throw ValidationError("--sets takes units in their order: leave --units out.")
        }
        guard !store || !sets && classText == nil && part == .all else {
            throw ValidationError("--store is over all classes and images: leave --sets, --class and --part out.")
        }
    }

    func run() throws {
        var request = places.request(atlas: atlas, head: head.head, class: classText)
        request.part = part
        try places.run(request) { subject, progress in
            let chosen = try UnitSelection.parse(units, count: subject.unitCount)
            if sets {
                let plot = try AblationPlot(subject, count: limit ?? subject.unitCount, progress: progress)
                note(try plot.write(into: output))
                note(plot.summary)
                try emit(plot.table.text(format, width: Terminal.width))
                return plot.unreadable
            }
            let study = try AblationStudy(subject, progress: progress)
            if store { try study.store() }
            note(study.summary)
            try emit(study.table(units: chosen, limit: limit ?? 10).text(format, width: Terminal.width))
            return study.unreadable
        }
    }
}

extension AblationStudy.Part: ExpressibleByArgument {}
