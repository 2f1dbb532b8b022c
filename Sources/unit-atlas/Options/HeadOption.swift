import ArgumentParser

/// The option of every command that reads a head.
struct HeadOption: ParsableArguments {
    @Option(help: ArgumentHelp("Name of a head; by default the network's own.", valueName: "name"))
    var head: String?
}
