import ArgumentParser
import Reporting
import Units
import UnitAtlas

struct HeadCompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Train one head on average pooling and one on maximum pooling, and compare them.",
        discussion: """
            value is the share of images classified correctly, with its 95 % Wilson interval from low to high. only_this is \
            the number of images that only this head gets right. The McNemar columns are p-values for the difference \
            between the heads: exact (binomial), and χ² with continuity correction. `localize --compare` compares the \
            boxes of two heads.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @OptionGroup var options: HeadTrainingOptions

    @Option(help: "Store both heads as NAME-average and NAME-maximum.") var name: String?

    @Option(
        help: ArgumentHelp(
            "With --name: annotated boxes, as for `localize`; adds a row on localization of the test images.",
            valueName: "file"))
    var boxes: String?

    @Flag(help: "Replace existing heads of the same names.") var replace = false

    @OptionGroup var work: ThreadOptions

    @Option(help: Help.format) var format = ResultTable.Format.table

    func validate() throws {
        guard boxes == nil || name != nil else { throw ValidationError("--boxes needs --name.") }
        guard !replace || name != nil else { throw ValidationError("--replace needs --name.") }
    }

    func run() throws {
        var request = options.request(name: name ?? "head", pooling: .average)
        (request.replaces, request.threads) = (replace, work.threads)
        try emit(
            try Atlas(atlas).comparePoolings(
                request, storing: name != nil, localization: boxes.map { LocalizationRequest(boxes: $0) }
            ).table.text(format, width: Terminal.width))
    }
}
