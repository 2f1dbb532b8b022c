import ArgumentParser
import Reporting
import UnitAtlas

struct HeadListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the heads of an atlas with their accuracy on their test images.")

    @Argument(help: Help.atlas) var atlas: String

    @Option(help: Help.format) var format = ResultTable.Format.table

    func run() throws { try emit(ResultTable(heads: try Atlas(atlas).heads).text(format, width: Terminal.width)) }
}
