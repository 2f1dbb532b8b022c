import ArgumentParser
import Explorer
import Foundation
import UnitAtlas

struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "Browse an atlas: its classes, units, images, and SQL.",
        discussion: """
            Serves web pages on this machine only (127.0.0.1) until you press Ctrl-C. The server is read-only, makes no \
            outgoing requests, and can read nothing but the atlas and its images. With --export, the same pages are written \
            as files that open from disk.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Option(help: "Port to listen on; 0 picks a free one.") var port = 8042

    @Option(
        help: ArgumentHelp("Write the pages to this folder and exit.", valueName: "folder"))
    var export: String?

    @OptionGroup var head: HeadOption

    @OptionGroup var ranking: RankingOption

    @Option(help: Help.images) var images: String?

    @Option(help: Help.model) var model: String?

    @Flag(help: "Leave out class activation maps, which run the network on each image again.") var noMaps = false

    @OptionGroup var work: ThreadOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be between 0 and 65535.") }
    }

    func run() throws {
        let exploration = try Exploration(try open(atlas: atlas), head: head.head, by: ranking.by)
        let pictures = try ExplorationPictures(exploration, images: images, model: model, drawsMaps: !noMaps)
        // Saved queries are optional.
        let queries = AtlasQuery.savedQueries { note("saved queries are not available: \($0)") }
        let site = try Site(exploration, pictures, queries: queries)
        if let export { return try write(site, into: export) }
        try Server(site, port: port).run { address in
            try? emit(address + "\n")
            note("Press Ctrl-C to stop.")
        }
    }

    private func write(_ site: Site, into folder: String) throws {
        let progress = ConsoleProgress()
        let start = Date()
        let summary = try SiteExport(site, threads: work.threads).write(into: folder) { done, total in
            progress.show(done, of: total, "page", seconds: Date().timeIntervalSince(start))
        }
        progress.finish()
        try emit("\(folder)/index.html\n")
        note(
            "\(NumberFormat.count(summary.pages, "page")), \(NumberFormat.count(summary.pictures, "picture"))")
        guard let first = summary.missingPictures.first else { return }
        note(
            "\(NumberFormat.count(summary.missingPictures.count, "picture")) could not be drawn; the first: \(first)")
        throw ExitCode(2)
    }
}
