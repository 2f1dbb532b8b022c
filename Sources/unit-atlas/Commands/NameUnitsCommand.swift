import ArgumentParser
import Reporting
import UnitAtlas

struct NameUnitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name-units",
        abstract: "Name units after the objects they detect, given masks or boxes (Network Dissection).",
        discussion: """
            A unit is active where its enlarged map reaches the value that the top 0.5 % of its cells reach, or half of its \
            maximum if that value is not usable. The unit is named after the concept with the largest intersection over \
            union over all images; above 0.04 it is a detector of the concept. Names are stored in the atlas, replacing \
            earlier ones; sheets, `rank` and the view `unit_name` show them. If interrupted, rerun the command; it resumes.
            """)

    @Argument(help: "Path to the atlas; its network runs again on its images.") var atlas: String

    @OptionGroup var objects: ObjectOptions

    @Option(help: "Seed for shuffling masks among images.") var seed: UInt64 = 1

    @Option(help: "Number of units to list, those with the largest intersection over union first; by default, all.")
    var limit: Int?

    @OptionGroup var places: NetworkOptions

    @Option(help: "Output format: table, csv, json (one object) or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard objects.source != nil else { throw ValidationError("--masks or --boxes is required.") }
        guard limit ?? 1 > 0 else { throw ValidationError("--limit must be positive.") }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        guard let source = objects.source else { return }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        var request = UnitNamingRequest(objects: source)
        (request.model, request.images) = (places.model, places.images)
        (request.seed, request.threads) = (seed, places.threads)
        let report = try atlas.nameUnits(request) { progress.show($0) }
        progress.finish()
        for remark in report.remarks { note(remark) }
        try emit(
            format == .json ? report.json(limit: limit) : report.table(limit: limit).text(format, width: Terminal.width)
        )
        if !report.unreadable.isEmpty || report.notes.skipped > 0 { throw ExitCode(2) }
    }
}
