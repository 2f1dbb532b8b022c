import ArgumentParser

struct HeadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Train, list, compare, import and export heads: linear layers on the units.",
        discussion: """
            A head is a linear layer on pooled activations. Training uses the activations stored in the atlas, without \
            running the network. A head is stored in the atlas by name; other commands use it with --head NAME.
            """,
        subcommands: [
            HeadTrainCommand.self, HeadListCommand.self, HeadExportCommand.self, HeadImportCommand.self,
            HeadCompareCommand.self,
        ])
}
