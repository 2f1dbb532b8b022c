import ArgumentParser
import Kernels
import Reporting
import UnitAtlas

/// The command line of Unit Atlas. Each command parses its arguments, calls the library and prints the result.
@main
struct UnitAtlasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit-atlas",
        abstract: "See what the units of an image classifier have learned.",
        discussion: """
            A classifier that averages its last convolution over the image and feeds the result to one linear layer can be \
            read like a bag of words: each unit of that convolution is a word, and the layer's weights say which classes it \
            argues for. `index` runs such a network over a folder of images and writes an atlas, a single SQLite file. The \
            other commands read the atlas.
            """,
        version: Software.version,
        groupedSubcommands: [
            CommandGroup(
                name: "Inspect a network",
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
                    CompareCommand.self,
                    QueryCommand.self, ExploreCommand.self,
                ]),
            CommandGroup(name: "Localize", subcommands: [CAMCommand.self, LocalizeCommand.self]),
            CommandGroup(name: "Discover", subcommands: [DiscoverCommand.self, NameUnitsCommand.self]),
            CommandGroup(name: "Try it out", subcommands: [DemoCommand.self]),
        ])

    static func main() {
        OpenBLAS.endItsThreads()
        Terminal.occupyStandardStreams()
        let arguments = UnitArguments.joined(
            QueryCommand.withCommentsAsSQL(Array(CommandLine.arguments.dropFirst())))
        do {
            var command = try parsed(arguments)
            try run(&command)
        } catch {
            exit(withError: AdvisedError.advised(error))
        }
    }

    /// Parses the arguments. What is wrong with them is printed with the usage of the command.
    private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        do {
            try CommandSuggestion.check(arguments, root: Self.self)
            return try parseAsRoot(arguments)
        } catch  where exitCode(for: error) == .validationFailure {
            let suggestion = CommandSuggestion.message(forOptionsOf: arguments, root: Self.self)
            for line in (suggestion ?? ParserMessage.quoted(fullMessage(for: error))).split(separator: "\n") {
                note(String(line))
            }
            throw ExitCode.validationFailure
        }
    }

    /// Runs a command. What it finds wrong with its arguments only then is printed without the usage of the program.
    private static func run(_ command: inout any ParsableCommand) throws {
        do {
            try command.run()
        } catch let error as ValidationError {
            note("Error: \(error.message)")
            throw ExitCode.validationFailure
        }
    }
}
