import ArgumentParser

/// Experiments of the paper's §4, each with a number.
struct DiscoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Discover what scenes are made of, concepts, and text, and measure the result.",
        subcommands: [DiscoverSceneCommand.self, DiscoverConceptCommand.self, DiscoverTextCommand.self])
}
