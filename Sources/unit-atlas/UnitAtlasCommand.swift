import ArgumentParser
import Kernels
import Reporting
import UnitAtlas

/// The command line of Unit Atlas: a command parses, calls the library, prints.
@main
struct UnitAtlasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit-atlas",
        abstract: "Shows what the units of an image classifier have learned.",
        discussion: """
            A classifier whose last convolution is averaged over the image and fed to one linear layer can be read like \
            a bag of words: every unit of that convolution is a word, and its weights say which classes it argues for. \
            `index` runs such a network over a folder of images and writes an atlas, one SQLite file; the other commands \
            read it.
            """,
        version: Software.version,
        groupedSubcommands: [
            CommandGroup(
                name: "Look at a network",
                subcommands: [InspectCommand.self, ForwardCommand.self, BenchmarkCommand.self]),
            CommandGroup(
                name: "Build an atlas",
                subcommands: [
                    IndexCommand.self, ImportCommand.self, HeadCommand.self, ReceptiveFieldCommand.self,
                    SegmentCommand.self,
                ]),
            CommandGroup(
                name: "Read an atlas",
                subcommands: [
                    RankCommand.self, AtlasCommand.self, UnitCommand.self, AblateCommand.self, SimilarCommand.self,
                    QueryCommand.self, ExploreCommand.self,
                ]),
            CommandGroup(name: "Localize", subcommands: [CAMCommand.self, LocalizeCommand.self]),
            CommandGroup(name: "Discover", subcommands: [DiscoverCommand.self, NameUnitsCommand.self]),
            CommandGroup(name: "Try it", subcommands: [DemoCommand.self]),
        ])

    static func main() {
        OpenBLAS.endItsThreads()
        Terminal.occupyStandardStreams()
        main(QueryCommand.withCommentsAsSQL(Array(CommandLine.arguments.dropFirst())))
    }
}
