import ArgumentParser
import Reporting
import UnitAtlas

struct HeadListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the heads of an atlas, and how right they were on their test images.")

    @Argument(help: "The atlas.") var atlas: String

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func run() throws { try emit(try HeadList.table(atlas: atlas).text(format, width: Terminal.width)) }
}
