import Analyses
import ArgumentParser
import Units
import UnitAtlas

struct HeadTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a head on the pooled activations in an atlas.",
        discussion: """
            Part of each class's images, chosen by a hash of their paths, is held out to test the head. The same atlas and \
            options give the same head, bit for bit.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Option(help: "Name of the head in the atlas.") var name: String

    @OptionGroup var options: HeadTrainingOptions

    @Option(help: "How maps are pooled: average or maximum.") var pooling = Pooling.average

    @Flag(help: Help.replace) var replace = false

    @OptionGroup var work: ThreadOptions

    @Option(help: Help.reportFormat) var format = ObjectFormat.table

    func run() throws {
        var request = options.request(name: name, pooling: pooling)
        (request.replaces, request.threads) = (replace, work.threads)
        let report = try Atlas(atlas).trainHead(request)
        for remark in report.remarks { note(remark) }
        try emit(format == .json ? report.json : report.text)
    }
}
