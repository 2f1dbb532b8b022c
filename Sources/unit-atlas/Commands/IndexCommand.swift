public import ArgumentParser
import Foundation
import Images
import Inference
import Reporting
import Tensors
import UnitAtlas

struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Run a network over images and write an atlas.",
        discussion: """
            If interrupted, rerun the command; it resumes. Run it again later to add new images. Options that you leave out \
            are taken from the atlas.
            """)

    @Argument(help: "Path to the atlas, an SQLite file; created if missing.") var atlas: String

    @Option(help: "An .onnx file, or a folder with model.onnx, preprocessor_config.json and a class list.")
    var model: String?

    @Option(help: "A folder of images (searched recursively), or a file that lists images.") var images: String?

    @Option(
        help: ArgumentHelp(
            "Labels: a CSV with column `image` and one of `wnid`, `class`, `class_index`.",
            discussion:
                "By default, an image is labelled by its folder if the name of the folder is the wnid, name or index of a class.",
            valueName: "file"))
    var labels: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Number to add to indices in labels to get 0-based class indices. (default: 0)",
            discussion:
                "Use -1 for indices that count from 1, and 1 if the first class of the network is the background.",
            valueName: "n"))
    var labelOffset: Int?

    @OptionGroup var options: ModelOptions

    @Option(help: "Number of top images to keep per unit. (default: 16)") var top: Int?

    @Option(help: "Arithmetic: f32 or bf16. (default: f32)") var precision: Precision?

    @Option(help: "Largest number of images that a thread processes at a time; does not affect the results.")
    var batch = 64

    @Option(help: Help.threads) var threads = Help.cores

    @Flag(help: "Apply the EXIF orientation, which most training pipelines ignore.")
    var orient = false

    @Option(help: "Transparency: drop (as training pipelines do), white or black background.") var alpha: AlphaRule?

    @Flag(help: "Rebuild the atlas if images or labels have changed.") var update = false

    @Option(help: .hidden) var commitInterval: Int?

    func validate() throws {
        try OptionChecks.positive(["--batch": batch, "--threads": threads, "--top": top])
        guard commitInterval ?? 0 >= 0 else { throw ValidationError("--commit-interval must not be negative.") }
        guard top ?? 1 <= 1000 else { throw ValidationError("--top must be at most 1000.") }
    }

    func run() throws {
        var request = IndexRequest()
        request.model = model
        request.images = images
        request.labels = labels
        request.labelOffset = labelOffset
        request.layer = options.layer
        request.dilation = options.dilate
        request.preprocessing = options.preprocessingChoice
        request.classes = options.classes
        request.top = top
        request.precision = precision
        if orient || alpha != nil {
            request.decoding = DecodingOptions(appliesOrientation: orient, alpha: alpha ?? .drop)
        }
        request.batch = batch
        request.threads = threads
        request.update = update
        if let commitInterval { request.commitInterval = .seconds(commitInterval) }
        let progress = ConsoleProgress()
        let outcome: IndexOutcome
        do {
            outcome = try Atlas.index(request, into: atlas) { progress.show($0) }
        } catch {
            progress.finish()
            throw error
        }
        progress.finish()
        report(outcome)
        if outcome.skipped > 0 { throw ExitCode(2) }
    }

    private func report(_ outcome: IndexOutcome) {
        var text = "\(atlas): \(NumberFormat.count(outcome.indexed, "image")) indexed"
        if outcome.added == 0 {
            text += ", no new images"
        } else {
            let rate = outcome.seconds > 0 ? Double(outcome.added) / outcome.seconds : 0
            text +=
                ", \(NumberFormat.grouped(outcome.added)) new in \(NumberFormat.seconds(outcome.seconds))"
                + " (\(NumberFormat.grouped(Int(rounding: rate))) images/s)"
        }
        note(text)
        if outcome.labelled > 0 {
            note(
                "labelled: \(NumberFormat.grouped(outcome.labelled)), top-1 correct: \(NumberFormat.grouped(outcome.correct))"
                    + " (\(NumberFormat.percent(outcome.correct, of: outcome.labelled))), top-5 correct:"
                    + " \(NumberFormat.grouped(outcome.correctTop5))"
                    + " (\(NumberFormat.percent(outcome.correctTop5, of: outcome.labelled)))")
        }
        if let labels = outcome.labels, outcome.labelled == 0, outcome.indexed > 0 {
            note(
                "\(labels) has no label for any image; its column “image” must contain paths in the image folder, or file names"
            )
        }
        for remark in outcome.labelRemarks { note(remark) }
        if let shift = outcome.labelShift {
            note(
                "warning: the labels may be off by one: top-1 accuracy is \(NumberFormat.percent(shift.correct, of: shift.count)),"
                    + " but \(NumberFormat.percent(shift.shiftedCorrect, of: shift.count)) with \(shift.offset) added to every"
                    + " label. If so, rerun with --update --label-offset \(shift.offset + outcome.labelOffset)")
        }
        if !outcome.foldersWithoutClass.isEmpty {
            let folders = outcome.foldersWithoutClass
            let shown = folders.prefix(5).joined(separator: ", ") + (folders.count > 5 ? ", ..." : "")
            note(
                "\(NumberFormat.count(folders.count, "folder name")) \(folders.count == 1 ? "matches" : "match") no class, so the"
                    + " images there have no label: \(shown)")
        }
        if let earlier = outcome.earlierEngine {
            note(
                "earlier images were processed by \(earlier), the new ones by \(Network.engine); values may differ by rounding"
            )
        }
        if outcome.goneCount > 0 {
            let names = outcome.gone.joined(separator: ", ")
            let subject =
                NumberFormat.count(outcome.goneCount, "image") + " of the atlas"
                + (outcome.goneCount == 1 ? " is missing on disk and was kept" : " are missing on disk and were kept")
            note("\(subject): \(names)" + (outcome.goneCount > outcome.gone.count ? ", ..." : ""))
        }
        if outcome.isRebuilt { note("\(atlas) was built by an older version; it was rebuilt from its settings") }
        if !outcome.removedParts.isEmpty {
            let reason = outcome.isRebuilt ? "not carried over" : "images changed"
            note("removed (\(reason)): \(outcome.removedParts.joined(separator: ", "))")
        }
        if !outcome.otherFiles.isEmpty {
            let count = outcome.otherFiles.values.reduce(0, +)
            let kinds = Self.counts(outcome.otherFiles) { $0.isEmpty ? "no extension" : ".\($0)" }
            let files =
                count == 1
                ? "1 file that is not an image was" : "\(NumberFormat.grouped(count)) files that are not images were"
            note("\(files) left out: \(kinds)")
        }
        guard outcome.skipped > 0 else { return }
        note(
            "\(NumberFormat.count(outcome.skipped, "file")) skipped; list them with"
                + " `SELECT path, reason FROM image WHERE status = 'skipped'`"
        )
        for reason in outcome.reasons { note("  \(reason)") }
        if outcome.skippedKinds.values.reduce(0, +) > outcome.reasons.count {
            note("  by reason: \(Self.counts(outcome.skippedKinds) { $0 })")
        }
    }

    /// Names kinds with their counts, the most frequent first, at most ten.
    private static func counts(_ kinds: [String: Int], name: (String) -> String) -> String {
        let sorted = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = sorted.prefix(10).map { "\(name($0.key)) (\(NumberFormat.grouped($0.value)))" }
        return shown.joined(separator: ", ") + (sorted.count > shown.count ? ", ..." : "")
    }
}

extension AlphaRule: ExpressibleByArgument {}
