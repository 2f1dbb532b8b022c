public import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two networks over the same images, unit by unit and class by class.",
        discussion: """
            A and B are atlases of two networks: before and after fine-tuning, pruning or quantization, or trained with another \
            seed. Their units are matched one to one so that the correlations of their mean activations over the common \
            images have the largest sum. A unit is kept if its match correlates by at least --least-correlation and more \
            than chance allows, which is measured with shuffled images. Of the other units, those whose best match is as \
            good share it with another unit: they are merged (units of A) or split (units of B). The rest are lost (units \
            of A) or new (units of B). Images are common if their paths are equal and their contents do not differ, or if \
            their contents are equal.

            By default the figures of the whole are listed; --units, --per-class and --class list details. JSON contains all \
            of them.
            """)

    @Argument(help: ArgumentHelp("Atlas of the first network.", valueName: "a")) var first: String

    @Argument(help: ArgumentHelp("Atlas of the second network.", valueName: "b")) var second: String

    @Flag(help: "List the units with their matches.") var units = false

    @Option(help: "List only units of this fate: kept, merged, lost, split, new or dead.") var fate:
        AtlasComparison.Fate?

    @Flag(help: "List the classes: how many of their words were kept, and the accuracies. The most changed come first.")
    var perClass = false

    @Option(
        name: .customLong("class"),
        help: "List the words of this class: its strongest units in A with their matches, and new ones in B.")
    var classText: String?

    @Option(help: "Number of rows to list.") var limit = 10

    @Option(
        help: ArgumentHelp(
            "Draw units of both networks side by side: the strongest matches, the most changed units and new ones, or with "
                + "--class the words of the class.", valueName: "file.png"),
        transform: PicturePath.checked)
    var sheet: String?

    @Option(help: "With --sheet: number of units in each part. (default: 5)") var rows: Int?

    @Option(help: "With --sheet: number of images per unit. (default: 4)") var columns: Int?

    @Option(help: Help.images) var images: String?

    @Option(help: "Least correlation of a unit that counts as kept.") var leastCorrelation = 0.5

    @Option(help: "Number of times that images are shuffled to measure chance.") var shuffles = 20

    @Option(help: "Seed of the shuffles.") var seed: UInt64 = 1

    @Option(help: Help.threads) var threads = Help.cores

    @Option(help: Help.format) var format = ResultTable.Format.table

    func validate() throws {
        try OptionChecks.positive([
            "--limit": limit, "--shuffles": shuffles, "--threads": threads, "--rows": rows, "--columns": columns,
        ])
        if sheet == nil {
            try OptionChecks.absent(["--rows": rows != nil, "--columns": columns != nil, "--images": images != nil]) {
                "\($0) can only be used with --sheet."
            }
        }
        guard (0...1).contains(leastCorrelation) else {
            throw ValidationError("--least-correlation must be between 0 and 1.")
        }
        guard [units || fate != nil, perClass, classText != nil].count(where: { $0 }) <= 1 || format == .json else {
            throw ValidationError("Use one of --units, --per-class and --class.")
        }
    }

    func run() throws {
        if let sheet { try OutputFile.prepare(file: sheet) }
        let (first, second) = (try open(atlas: first), try open(atlas: second))
        let record = try classText.map { try first.resolveClass($0) }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        let start = Date()
        let comparison = try first.compare(with: second, request) {
            let seconds = Date().timeIntervalSince(start)
            if seconds > 1 { progress.show($0, of: $1, "image", seconds: seconds) }
        }
        progress.finish()
        for remark in comparison.remarks { note(remark) }
        try emit(try text(comparison, record))
        guard let sheet else { return }
        var drawing = ComparisonSheet()
        (drawing.rows, drawing.columns) = (rows ?? drawing.rows, columns ?? drawing.columns)
        (drawing.record, drawing.images, drawing.threads) = (record, images, threads)
        let gaps = try drawing.write(comparison, of: first, and: second, to: sheet)
        note(sheet)
        try MissingPictureNote.print(gaps.pictures, atlas: self.first)
    }

    private func text(_ comparison: AtlasComparison, _ record: ClassRecord?) throws -> String {
        if format == .json { return try comparison.json(fate, class: record, limit: limit) }
        let table =
            if let record {
                try comparison.wordTable(of: record, limit: limit)
            } else if perClass {
                comparison.classTable(limit: limit)
            } else if units || fate != nil {
                comparison.unitTable(fate, limit: limit)
            } else {
                comparison.table
            }
        return table.text(format, width: Terminal.width)
    }

    private var request: ComparisonRequest {
        var request = ComparisonRequest()
        (request.leastCorrelation, request.shuffles) = (leastCorrelation, shuffles)
        (request.seed, request.threads) = (seed, threads)
        return request
    }
}

extension AtlasComparison.Fate: ExpressibleByArgument {}
