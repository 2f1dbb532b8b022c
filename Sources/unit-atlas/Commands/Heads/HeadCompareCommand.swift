import ArgumentParser
import Reporting
import Units
import UnitAtlas

struct HeadCompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Fit a head on averages and one on maxima to the same images, and compare them image by image.",
        discussion: """
            right: the share of images that a head gets right, low to high its 95 % interval (Wilson). only_this: images that \
            it alone gets right; McNemar's test says how likely so uneven a split is between equals, by the binomial \
            distribution and by χ² with continuity correction. `localize --compare` sets any two heads' boxes side by side.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @OptionGroup var options: HeadTrainingOptions

    @Option(help: "Store both heads, as NAME-average and NAME-maximum.") var name: String?

    @Option(
        help: ArgumentHelp(
            "With --name: boxes that people drew, as for localize; adds a row on the maps' boxes of the test images.",
            valueName: "file"))
    var boxes: String?

    @Flag(help: "Replace heads of the same names.") var replace = false

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard boxes == nil || name != nil else { throw ValidationError("--boxes needs stored heads: give --name.") }
        guard !replace || name != nil else { throw ValidationError("--replace needs heads to store: give --name.") }
    }

    func run() throws {
        var request = options.request(atlas: atlas, name: name ?? "head", pooling: .average)
        request.replaces = replace
        try emit(
            try PoolingComparison.run(
                request, storing: name != nil, localization: boxes.map { LocalizationRequest(atlas: atlas, boxes: $0) }
            ).text(format, width: Terminal.width))
    }
}
