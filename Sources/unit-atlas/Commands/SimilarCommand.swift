import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

struct SimilarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar",
        abstract: "Find the images most similar to an image by unit activations.",
        discussion: """
            Images are compared by the exact Euclidean distance between their pooled activations, of all units or of those \
            in --units. With --class, the strongest units of the class are compared, each multiplied by its weight, so that \
            images are close if they argue for the class in the same way. The image is compared with all other images of \
            the atlas.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Argument(
        help:
            "An image path in the atlas (a unique ending is enough), or another image file; the network is run on it first."
    )
    var image: String

    @Option(help: "Units: 3 7 12, or 3,7,12, or a range such as 0-15; by default all.")
    var units: [String] = []

    @Option(
        name: .customLong("class"), help: "Compare the contributions of this class's strongest units.")
    var classText: String?

    @Option(help: "With --class: number of units, strongest first. (default: 20)") var strongest: Int?

    @Option(help: "Number of images to list.") var limit = 10

    @Option(
        help: ArgumentHelp("Draw the image and the most similar ones.", valueName: "file.png"),
        transform: PicturePath.checked)
    var sheet: String?

    @OptionGroup var head: HeadOption

    @Option(help: Help.model) var model: String?

    @Option(help: Help.images) var images: String?

    @Option(help: Help.threads) var threads = Help.cores

    @Option(help: Help.format) var format = ResultTable.Format.table

    func validate() throws {
        try OptionChecks.positive(["--limit": limit, "--strongest": strongest, "--threads": threads])
        guard strongest == nil || classText != nil else {
            throw ValidationError("--strongest needs --class.")
        }
        guard classText == nil || units.isEmpty else {
            throw ValidationError("Use --units or --class, not both.")
        }
    }

    func run() throws {
        if let sheet { try OutputFile.prepare(file: sheet) }
        let atlas = try open(atlas: atlas)
        var request = SimilarRequest(image: image)
        request.top = limit
        if !units.isEmpty { request.units = try UnitSelection.parse(units, count: atlas.units.count) }
        request.record = try classText.map { try atlas.resolveClass($0, head: head.head) }
        if let strongest { request.unitCount = strongest }
        (request.head, request.model, request.images, request.threads) = (head.head, model, images, threads)
        let similar = try atlas.similar(request)
        note("\(similar.name): Euclidean distance \(similar.basis)")
        try emit(similar.table.text(format, width: Terminal.width))
        guard let sheet else { return }
        let missing = try similar.writeSheet(sheet)
        note(sheet)
        try MissingPictureNote.print(missing, atlas: atlas.path)
    }
}
