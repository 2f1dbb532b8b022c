import ArgumentParser
import Reporting
import UnitAtlas

struct NameUnitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name-units",
        abstract: "Name units after the objects they detect, given masks or boxes (Network Dissection).",
        discussion: """
            A unit is active where its enlarged map reaches the value that the top 0.5 % of its cells reach, or half of its \
            maximum if that value is not usable. Its best concept is the one with the largest intersection over union over \
            all images. The unit is a detector of the concept if that is above 0.04 and chance does not explain it: q, the \
            share of random orders of the images in which any concept does as well, adjusted for the number of units, is \
            below 0.05. Concepts are stored in the atlas, replacing earlier ones; sheets, `rank` and the view `unit_name` \
            show those of detectors. If interrupted, rerun the command; it resumes.
            """)

    @Argument(help: "Path to the atlas; its network runs again on its images.") var atlas: String

    @OptionGroup var objects: ObjectOptions

    @Option(help: "Seed of the random orders of the images that chance levels come from.") var seed: UInt64 = 1

    @Option(
        help: "Number of random orders; by default 20 per unit, at least 1,000, so that a single detector can be found."
    )
    var orders: Int?

    @Option(help: "Number of units to list, those with the largest intersection over union first; by default, all.")
    var limit: Int?

    @OptionGroup var places: NetworkOptions

    @Option(help: "Output format: table, csv, json (one object) or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard objects.source != nil else { throw ValidationError("--masks or --boxes is required.") }
        guard orders ?? 1 > 0 else { throw ValidationError("--orders must be positive.") }
        guard limit ?? 1 > 0 else { throw ValidationError("--limit must be positive.") }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        guard let source = objects.source else { return }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        var request = UnitNamingRequest(objects: source)
        (request.model, request.images) = (places.model, places.images)
        (request.seed, request.orders, request.threads) = (seed, orders, places.threads)
        let report = try atlas.nameUnits(request) { progress.show($0) }
        progress.finish()
        for remark in report.remarks { note(remark) }
        try emit(
            format == .json ? report.json(limit: limit) : report.table(limit: limit).text(format, width: Terminal.width)
        )
        if !report.unreadable.isEmpty || report.notes.skipped > 0 { throw ExitCode(2) }
    }
}
