import ArgumentParser
import Units
import UnitAtlas

struct HeadCompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Fit a head on averages and one on maxima to the same images, and compare them image by image.",
        discussion: """
            average, maximum: the share of images that each gets right. only_average, only_maximum: images that one alone \
            gets right; McNemar's test says how likely so uneven a split is between equals, by the binomial distribution and \
            by χ² with continuity correction.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @OptionGroup var options: HeadTrainingOptions

    @Option(help: "Store both heads, as NAME-average and NAME-maximum.") var name: String?

    @Flag(help: "Replace heads of the same names.") var replace = false

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func run() throws {
        var request = options.request(atlas: atlas, name: name ?? "head", pooling: .average)
        request.replaces = replace
        try emit(try PoolingComparison.run(request, storing: name != nil).text(format, width: Terminal.width))
    }
}
