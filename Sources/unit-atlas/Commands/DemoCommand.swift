import ArgumentParser
import Foundation
import UnitAtlas

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show all of it on drawn scenes of known parts, with a small network that comes with the program.")

    @Option(help: ArgumentHelp("Write scenes and nothing else.", valueName: "folder")) var scenes: String?

    @Option(help: "How many scenes.") var count = 1500

    @Option(help: "The scenes' seed.") var seed: UInt64 = 1

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    func run() throws {
        if let scenes {
            try SceneFolder(scenes).write(seed: seed, count: count, threads: threads)
            return
        }
    }
}
