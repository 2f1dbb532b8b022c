import ArgumentParser

/// The command line of Unit Atlas: a command parses, calls the library, prints.
@main
struct UnitAtlasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit-atlas",
        abstract: "An atlas of what the units of an image classifier look at.",
        subcommands: [BenchmarkCommand.self])
}
