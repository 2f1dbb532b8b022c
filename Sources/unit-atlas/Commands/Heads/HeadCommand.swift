import ArgumentParser

struct HeadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Fit other linear layers to the units of an atlas, and list them.",
        discussion: """
            A head is a linear layer on pooled activations. It is fitted to those that the atlas holds, without running the \
            network, and lies in the atlas under its name; the commands that read an atlas take it by --head.
            """,
        subcommands: [
            HeadTrainCommand.self, HeadListCommand.self, HeadExportCommand.self, HeadImportCommand.self,
            HeadCompareCommand.self,
        ])
}
