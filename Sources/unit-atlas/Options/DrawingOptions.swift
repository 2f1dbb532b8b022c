import ArgumentParser
import Foundation
import UnitAtlas

/// What the commands that draw sheets understand.
struct DrawingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the PNG files go.", valueName: "folder")) var output = "Output"

    @Option(help: "Where the images lie now, when not where they were indexed.") var images: String?

    @Option(help: "Images for each unit, as far as the atlas holds so many.") var tiles: Int?

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard tiles ?? 1 > 0, tiles ?? 1 <= 100, threads > 0 else {
            throw ValidationError("--tiles is 1 to 100, and --threads is positive.")
        }
    }

    /// Draws, prints each file's path, and says which images had no picture.
    func draw(_ subjects: [SheetFiles.Subject], _ drawing: AtlasDrawing, rows: Int) throws {
        try SheetFiles.draw(
            subjects, of: drawing, into: output, rows: rows, tiles: tiles, threads: threads
        ) { try emit($0 + "\n") }
        let absent = drawing.absentImages
        guard !absent.isEmpty else { return }
        let shown = absent.prefix(5).joined(separator: ", ") + (absent.count > 5 ? ", ..." : "")
        let subject = absent.count == 1 ? "1 image" : "\(absent.count) images"
        note("\(subject) could not be drawn: \(shown); --images says where they lie now")
        throw ExitCode(2)
    }
}
