import ArgumentParser
import Explorer
import Foundation
import UnitAtlas

struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "Look at an atlas in a browser: its classes, units and images, and SQL.",
        discussion: """
            Serves pages on this machine alone (127.0.0.1) until Ctrl-C. Pictures are drawn when they are looked at. Nothing \
            is ever changed, no request leaves the machine, and nothing but the atlas and its images can be read. With \
            --export the same pages are written as files that open from disk.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Option(help: "The port to listen on; 0 picks a free one.") var port = 8042

    @Option(
        help: ArgumentHelp("Write the pages into a folder instead, and end.", valueName: "folder"))
    var export: String?

    @OptionGroup var head: HeadOption

    @Option(help: "Where the images lie now, when not where they were indexed.") var images: String?

    @Option(help: "Where the network lies now, when not where it was.") var model: String?

    @Flag(help: "Leave out class activation maps, for which the network runs on each image again.") var noMaps = false

    @Option(help: "Threads of an export, by default one for each core.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535.") }
        guard threads > 0 else { throw ValidationError("--threads is positive.") }
    }

    func run() throws {
        try noteUnfinished(atlas)
        let exploration = try Exploration(atlas: atlas, head: head.head)
        let pictures = try ExplorationPictures(exploration, images: images, model: model, drawsMaps: !noMaps)
        // There is much to see without them.
        let queries = AtlasQuery.savedQueries { note("without saved queries: \($0)") }
        let site = try Site(exploration, pictures, queries: queries)
        if let export { return try write(site, into: export) }
        try Server(site, port: port).run { address in
            try? emit(address + "\n")
            note("Ctrl-C ends it.")
        }
    }

    private func write(_ site: Site, into folder: String) throws {
        let progress = ConsoleProgress()
        let start = Date()
        let summary = try SiteExport(site, threads: threads).write(into: folder) { done, total in
            progress.show(done, of: total, "pages", seconds: Date().timeIntervalSince(start))
        }
        progress.finish()
        try emit("\(folder)/index.html\n")
        note("\(summary.pages) pages, \(summary.pictures) pictures")
        guard let first = summary.lacking.first else { return }
        note("\(summary.lacking.count) pictures could not be drawn; the first is \(first)")
        throw ExitCode(2)
    }
}
