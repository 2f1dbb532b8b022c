import ArgumentParser

/// The experiments of the paper's §4, measured.
struct DiscoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract:
            "Find the objects of scenes, learn concepts, or locate text, and measure the results on held-out images.",
        subcommands: [DiscoverSceneCommand.self, DiscoverConceptCommand.self, DiscoverTextCommand.self])
}
