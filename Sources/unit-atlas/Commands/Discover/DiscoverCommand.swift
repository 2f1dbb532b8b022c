import ArgumentParser

/// Experiments of the paper's §4, each with a number.
struct DiscoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Discover patterns: what scenes are made of, concepts, text; each with figures.",
        subcommands: [DiscoverSceneCommand.self, DiscoverConceptCommand.self, DiscoverTextCommand.self])
}
