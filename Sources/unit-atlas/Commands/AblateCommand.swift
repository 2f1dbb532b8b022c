public import ArgumentParser
import Foundation
import Units
import UnitAtlas

struct AblateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ablate",
        abstract: "Take units away: what each is worth to the classes, without running the network.",
        discussion: """
            Without unit k the logit of class c is S_c − w_ck · F_k, so that everything follows from the stored pooled \
            activations. accuracy_drop: the share of images that are right with the unit and not without it. margin_drop: by \
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

    @Option(help: "For a head that is not linear in pooled activations: where the network lies now.") var model: String?

    @Option(help: "Likewise: where the images lie now.") var images: String?

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard limit ?? 1 > 0, threads > 0 else {
            throw ValidationError("--limit and --threads have to be positive.")
        }
        guard units.isEmpty || !sets else {
            throw ValidationError("--sets takes units in their order: leave --units out.")
        }
    }

    func run() throws {
        let progress = ConsoleProgress()
        defer { progress.finish() }
        let study = try AblationStudy(
            atlas: atlas, head: head.head, part: part,
            places: AblationPlaces(model: model, images: images, threads: threads)
        ) { progress.show($0) }
        progress.finish()
        if study.usesMaps {
            note(
                "the head “\(study.headName)” is not linear in pooled activations: computed from maps, the network run again"
            )
        }
        if store { try study.store() }
        let record = try classText.map { try ClassResolver(study.classes).resolve($0) }
        let table: ResultTable
        if sets {
            let plot = try AblationPlot(study, class: record, count: limit ?? study.unitCount)
            note(try plot.write(into: output))
            table = plot.table
        } else {
            let chosen = try UnitSelection.parse(units, count: study.unitCount)
            table =
                record.map { study.table(of: $0.id, units: chosen, limit: limit ?? 10) }
                ?? study.totals(units: chosen, limit: limit ?? 10)
            note(study.summary(of: record))
        }
        try emit(table.text(format, width: Terminal.width))
    }
}

extension AblationStudy.Part: ExpressibleByArgument {}
