public import ArgumentParser
import Foundation
import Sheets
import UnitAtlas

extension TileKind: ExpressibleByArgument {}

/// Options of the commands that draw contact sheets.
struct DrawingOptions: ParsableArguments {
    @Option(help: Help.outputFolder) var output = "Output"

    @Option(help: Help.images) var images: String?

    @Option(help: "Number of images per unit.") var columns: Int?

    @Option(help: "What a tile shows: segment, crop, box or heat.") var tiles = TileKind.segment

    @Option(help: "Side of a tile in pixels.") var tileSize = 112

    @Flag(help: "Show each image only once per sheet, and no near-duplicates.") var distinct = false

    @OptionGroup var segmentation: SegmentationOptions

    @Option(help: Help.threads) var threads = Help.cores

    func validate() throws {
        guard (1...100).contains(columns ?? 1) else { throw ValidationError("--columns must be between 1 and 100.") }
        try OptionChecks.positive(["--threads": threads])
        guard (32...1024).contains(tileSize) else { throw ValidationError("--tile-size must be between 32 and 1024.") }
    }

    /// The sheet options.
    func sheetOptions() throws -> SheetOptions {
        var options = SheetOptions()
        options.kind = tiles
        options.method = try segmentation.chosen()
        options.isDistinct = distinct
        options.columns = columns
        options.tileSize = tileSize
        return options
    }

    /// Draws the sheets, prints each file's path, and reports what they could not show.
    ///
    /// - Parameter noteEvidence: Called with the classes whose units on the sheet carry little of the evidence.
    func draw(
        _ sheets: [AtlasDrawing.Sheet], _ drawing: AtlasDrawing, noteEvidence: ([LowEvidence]) -> Void = { _ in }
    ) throws {
        let progress = ConsoleProgress()
        let start = Date()
        var done = 0
        let gaps = try drawing.write(sheets, into: output, threads: threads) {
            try emit($0 + "\n")
            done += 1
            progress.show(done, of: sheets.count, "sheet", seconds: Date().timeIntervalSince(start))
        }
        progress.finish()
        if let tiles = gaps.tiles { note("\(tiles)\(advice(tiles.reason))") }
        noteEvidence(gaps.lowEvidence)
        try MissingPictureNote.print(gaps.pictures, atlas: drawing.path)
    }

    /// How to get tiles that are missing.
    private func advice(_ reason: MissingTiles.Reason) -> String {
        switch reason {
        case .kept, .shownElsewhere: "; index with a larger --top, or use fewer --columns"
        case .classShownElsewhere: ""
        }
    }
}
