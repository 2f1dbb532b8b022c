import ArgumentParser
import Explorer
import Foundation
import Reporting
import Tensors
import UnitAtlas

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Try everything on drawn scenes with known parts, using a small network that ships with the program.",
        discussion: """
            Draws scenes, indexes them, draws a contact sheet for every class, and writes a page that links to them. Each \
            class is a recipe of parts whose positions in every scene are known; --report uses them to measure how well \
            the network's units match the parts. If interrupted, rerun the command; it resumes.
            """)

    @Option(help: ArgumentHelp("Folder for all results.", valueName: "folder")) var output = "Output/demo"

    @Option(help: "Number of scenes.") var count = 1500

    @Option(help: "Seed of the scenes. The networks were trained on seed 1001 and selected on seed 1002.") var seed:
        UInt64 = 1

    @Option(
        help:
            "Network: gap (global average pooling), gmp (global maximum pooling), or relu6 (global average pooling of units clipped at 6)."
    )
    var network = DemoModels.Network.gap

    @Flag(help: "Print how well the units match the parts; draws nothing.") var report = false

    @Flag(help: "Print how well each segmentation method finds the parts; estimates receptive fields first.")
    var segmentations = false

    @Option(help: "Format of the report: table or json.") var format = ObjectFormat.table

    @Option(
        help: ArgumentHelp(
            "Only write scenes to this folder: images, labels.csv, boxes.csv, words.csv, masks.", valueName: "folder"))
    var scenes: String?

    @Option(help: Help.threads) var threads = Help.cores

    func validate() throws {
        guard (1...100_000).contains(count) else { throw ValidationError("--count must be between 1 and 100,000.") }
        guard threads > 0 else { throw ValidationError("--threads must be positive.") }
        guard !report || scenes == nil else {
            throw ValidationError("--scenes only writes scenes; remove --report.")
        }
    }

    func run() throws {
        let progress = ConsoleProgress()
        if let scenes {
            let isNew = try SceneFolder(scenes).write(seed: seed, count: count, threads: threads)
            note("\(scenes): \(NumberFormat.count(count, "scene")) of seed \(seed)\(isNew ? "" : " (already present)")")
            return
        }
        var demo = Demo(output: output)
        (demo.count, demo.seed, demo.network, demo.threads) = (count, seed, network, threads)
        var isDrawing = false
        let outcome = try demo.prepare { step in
            switch step {
            case .drawing(let done, let total):
                if !isDrawing { note("drawing \(NumberFormat.count(total, "scene"))") }
                isDrawing = done < total
            case .indexing(let state): progress.show(state)
            }
        }
        progress.finish()
        if segmentations {
            let report = try SegmentationReport(demo) { progress.show($0) }
            progress.finish()
            note("estimated receptive fields are \(Int(rounding: report.fieldSize)) pixels wide on average")
            return try emit(report.table.text(format == .json ? .json : .table, width: nil))
        }
        if report {
            let report = try DemoReport(demo, try Atlas(demo.atlas))
            return try emit(format == .json ? report.json : report.text)
        }
        note("\(NumberFormat.count(outcome.indexed, "scene")) indexed; drawing class sheets")
        try DemoPage(demo, report: try demo.drawSheets()).write()
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

    /// What was given besides the folder, for the command that continues with the same demo.
    private var arguments: String {
        (count == 1500 ? "" : " --count \(count)") + (seed == 1 ? "" : " --seed \(seed)")
            + (network == .gap ? "" : " --network \(network.rawValue)")
    }
}

extension DemoModels.Network: ExpressibleByArgument {}
