import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

struct SimilarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar",
        abstract: "Find the images nearest to one in the activations of the units that matter.",
        discussion: """
            The distance is Euclidean, between pooled activations, and exact: of all units, of those that --units names, or \
            with --class of the class's strongest ones, each difference times the class's weight, so that images are near \
            that speak for the class in the same way. All images of the atlas are compared; the image itself is left out.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Argument(
        help: "A path in the atlas, or the end of it; or another image file, which the atlas's network is then run on.")
    var image: String

    @Option(help: "Units: 312, or 3,7, or a range 0-15; by default all.") var units: [String] = []

    @Option(
        name: .customLong("class"), help: "A class, resolved as for rank: compare what its strongest units contribute.")
    var classText: String?

    @Option(help: "With --class: how many units, the strongest by weight. (default: 20)") var words: Int?

    @Option(help: "How many images.") var top = 10

    @Option(
        help: ArgumentHelp("Draw the image and the nearest ones.", valueName: "file.png"),
        transform: PicturePath.checked)
    var sheet: String?

    @OptionGroup var head: HeadOption

    @Option(help: "Where the network lies now, when not where it was.") var model: String?

    @Option(help: "Where the images lie now, when not where they were indexed.") var images: String?

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard top > 0, words ?? 1 > 0, threads > 0 else {
            throw ValidationError("--top, --words and --threads have to be positive.")
        }
        guard words == nil || classText != nil else {
            throw ValidationError("--words are those of a class: give --class, or leave it out.")
        }
        guard classText == nil || units.isEmpty else {
            throw ValidationError("--class takes the class's own units: leave --units out.")
        }
    }

    func run() throws {
        if let sheet { try OutputFile.prepare(file: sheet) }
        try noteUnfinished(atlas)
        var request = SimilarRequest(atlas: atlas, image: image)
        (request.units, request.classText, request.top) = (units, classText, top)
        if let words { request.words = words }
        (request.head, request.model, request.images, request.threads) = (head.head, model, images, threads)
        let similar = try SimilarImages(request)
        note("\(similar.name): Euclidean distance \(similar.basis)")
        try emit(similar.table.text(format, width: Terminal.width))
        guard let sheet else { return }
        let absent = try similar.writeSheet(sheet)
        note(sheet)
        guard !absent.isEmpty else { return }
        note("without a picture: \(absent.joined(separator: ", ")); --images says where they lie now")
        throw ExitCode(2)
    }
}
