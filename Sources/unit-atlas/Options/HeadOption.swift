import ArgumentParser

/// What every command that reads a head understands.
struct HeadOption: ParsableArguments {
    @Option(help: ArgumentHelp("A head of the atlas, by default the network's own.", valueName: "name"))
    var head: String?
}
