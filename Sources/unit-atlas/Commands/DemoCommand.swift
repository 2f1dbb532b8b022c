public import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show all of it on drawn scenes of known parts, with a small network that comes with the program.",
        discussion: """
            Draws scenes, indexes them, draws the contact sheet of every class and writes a page that leads to them. \
            Each class is a recipe of parts whose places in every scene are known; --report measures with them how good \
            the network's words are. Run again, it goes on with what is there.
            """)

    @Option(help: ArgumentHelp("Where everything goes.", valueName: "folder")) var output = "Output/demo"

    @Option(help: "How many scenes.") var count = 1500

    @Option(help: "The scenes' seed. The networks were trained on 1001, and tried on 1002.") var seed: UInt64 = 1

    @Option(help: "The network: gap takes the mean of each unit over the image, its twin gmp the maximum.")
    var network = DemoModels.Twin.gap

    @Flag(help: "Print how good the network's words are, and draw nothing.") var report = false

    @Flag(help: "Print how well each method of segmentation finds the parts; estimates receptive fields first.")
    var segmentations = false

    @Option(help: "Of the report: table or json.") var format = ObjectFormat.table

    @Option(
        help: ArgumentHelp(
            "Only write scenes here: images, labels.csv, boxes.csv, words.csv, masks.", valueName: "folder"))
    var scenes: String?

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...100_000).contains(count) else { throw ValidationError("--count is 1 to 100000.") }
        guard threads > 0 else { throw ValidationError("--threads has to be positive.") }
        guard !report || scenes == nil else {
            throw ValidationError("--scenes only writes scenes: leave out --report.")
        }
    }

    func run() throws {
        let progress = ConsoleProgress()
        if let scenes {
            let isNew = try SceneFolder(scenes).write(seed: seed, count: count, threads: threads)
            note("\(scenes): \(count) scenes of seed \(seed)\(isNew ? "" : ", which were there")")
            return
        }
        var demo = Demo(output: output)
        (demo.count, demo.seed, demo.twin, demo.threads) = (count, seed, network, threads)
        var isDrawing = false
        let outcome = try demo.prepare { step in
            switch step {
            case .drawing(let done, let total):
                if !isDrawing { note("drawing \(total) scenes") }
                isDrawing = done < total
            case .indexing(let state): progress.show(state)
            }
        }
        progress.finish()
        if segmentations {
            let report = try SegmentationReport(demo) { progress.show($0) }
            progress.finish()
            note("estimated receptive fields are \(Int(report.fieldSize.rounded())) pixels wide on average")
            return try emit(report.table.text(format == .json ? .json : .table, width: nil))
        }
        if report {
            let report = try DemoReport(demo)
            return try emit(format == .json ? report.json : report.text)
        }
        note("\(outcome.indexed) scenes indexed; drawing the sheets of the classes")
        try demo.show()
        try emit(closing(demo))
    }

    private func closing(_ demo: Demo) -> String {
        let program = ShellText.quoted(CommandLine.arguments.first ?? "unit-atlas")
        let (atlas, folder) = (ShellText.quoted(demo.atlas), ShellText.quoted(demo.output))
        return """
            Look at    \(demo.page)
            sheets     \(demo.sheets)
            atlas      \(demo.atlas)

            Try next
              \(program) rank \(atlas) harbour
              \(program) query \(atlas) shared-units --set a=garage --set b=fair
              \(program) demo --output \(folder)\(arguments) --report

            """
    }

    /// What was given besides the folder, for the command that goes on with the same demo.
    private var arguments: String {
        (count == 1500 ? "" : " --count \(count)") + (seed == 1 ? "" : " --seed \(seed)")
            + (network == .gap ? "" : " --network \(network.rawValue)")
    }
}

extension DemoModels.Twin: ExpressibleByArgument {}
