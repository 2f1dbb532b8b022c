import ArgumentParser

@main
struct UnitAtlasCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit-atlas",
        abstract: "Shows what the units of an image classifier have learned.")
}
