import Analyses
import ArgumentParser
import Units
import UnitAtlas

struct HeadTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Fit a head to the pooled activations of an atlas.",
        discussion: """
            A part of each class's images, chosen by a hash of their paths, is kept from the fit and tests the head. The same \
            atlas and options give the same head, bit for bit.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Option(help: "What the head is called in the atlas.") var name: String

    @OptionGroup var options: HeadTrainingOptions

    @Option(help: "How each map becomes a number: average or maximum.") var pooling = Pooling.average

    @Flag(help: "Replace a head of the same name.") var replace = false

    @Option(help: "table or json.") var format = ObjectFormat.table

    func run() throws {
        var request = options.request(atlas: atlas, name: name, pooling: pooling)
        request.replaces = replace
        let report = try HeadTrainer.run(request)
        for remark in report.remarks { note(remark) }
        try emit(format == .json ? report.json : report.text)
    }
}
