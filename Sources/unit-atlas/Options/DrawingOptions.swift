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
        guard columns ?? 1 > 0, columns ?? 1 <= 100, threads > 0 else {
            throw ValidationError("--columns must be between 1 and 100, and --threads must be positive.")
        }
        guard (32...1024).contains(tileSize) else { throw ValidationError("--tile-size must be between 32 and 1024.") }
    }

    /// What they come to.
    func sheetOptions() throws -> SheetOptions {
        var options = SheetOptions()
        options.kind = tiles
        options.method = try segmentation.chosen()
        options.isDistinct = distinct
        options.columns = columns
        options.tileSize = tileSize
        return options
    }

    /// Draws, prints each file's path, and says which images had no picture.
    func draw(_ subjects: [SheetFiles.Subject], _ drawing: AtlasDrawing) throws {
        let progress = ConsoleProgress()
        let start = Date()
        var done = 0
        try SheetFiles.draw(subjects, of: drawing, into: output, threads: threads) {
            try emit($0 + "\n")
            done += 1
            progress.show(done, of: subjects.count, "sheets", seconds: Date().timeIntervalSince(start))
        }
        progress.finish()
        if let lack = drawing.lack { note(lack) }
        let absent = drawing.absentImages
        guard !absent.isEmpty else { return }
        let shown = absent.prefix(5).joined(separator: ", ") + (absent.count > 5 ? ", ..." : "")
        let subject = absent.count == 1 ? "1 image" : "\(absent.count) images"
        note("\(subject) could not be drawn: \(shown)\(remedy(absent))")
        throw ExitCode(2)
    }

    /// What to do about images of which each entry says why it had no picture.
    private func remedy(_ absent: [String]) -> String {
        var words = ""
        if absent.contains(where: { $0.hasSuffix("(missing)") }) { words += "; --images says where they lie now" }
        if absent.contains(where: { $0.hasSuffix("(changed)") }) {
            words += "; what changed in size or time since it was indexed is drawn after `unit-atlas index --update`"
            words += " (a copy keeps its time with `cp -p`)"
        }
        return words
    }
}
