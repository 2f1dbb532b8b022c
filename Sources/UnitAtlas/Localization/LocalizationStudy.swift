public import Analyses
import Foundation
import Images
public import Reporting
import Sheets
public import Units

/// Weighting × mapping resolution × threshold × pooling on the same images: one pass for each network and resolution.
public struct LocalizationStudy: Sendable {
    /// What one pass found.
    public struct Pass: Sendable {
        /// The atlas's path.
        public let atlas: String
        /// The network's name.
        public let network: String
        /// How the network pools by itself.
        public let pooling: Pooling
        /// How many of the backbone's last strides are dilations.
        public let dilation: Int
        /// The height of a map, in cells.
        public let mapHeight: Int
        /// The width of a map, in cells.
        public let mapWidth: Int
        /// The counts of the pass.
        public let tally: StudyTally
    }

    /// One pass for each network and resolution.
    public let passes: [Pass]
    /// Resolutions that a network cannot have, boxes that could not be used as they are, and images that could not be read.
    public let remarks: [String]
    /// Images that could not be read, with reasons.
    public let unreadable: [String]
    /// How many boxes were skipped: malformed ones, and those outside of their image or of another picture.
    public let skippedBoxes: Int

    /// Runs every pass.
    ///
    /// - Parameters:
    ///   - atlases: Over the same kind of images: a network and its twin, say.
    ///   - dilations: 0 is the network as it is.
    ///   - request: Everything else; its weighting, threshold and dilation do not matter.
    ///   - progress: Called on the calling thread after each image of each pass; counts those of all passes.
    /// - Throws: Also where of an atlas no image can be read.
    public init(
        _ atlases: [Atlas], dilations: [Int], _ request: LocalizationRequest,
        progress: (IndexProgress) -> Void = { _ in }
    ) throws {
        var passes: [Pass] = []
        var remarks: [String] = []
        var unreadable: Set<ImagePath> = []
        // What is wrong with any atlas is told before the first pass.
        let tasks = try atlases.map { try LocalizationTasks($0, request) }
        skippedBoxes = tasks.map(\.skippedBoxes).max() ?? 0
        var total = dilations.count * tasks.reduce(0) { $0 + $1.list.count }
        var done = 0
        let start = ContinuousClock.now
        for (atlas, tasks) in zip(atlases, tasks) {
            remarks += tasks.remarks
            for dilation in dilations {
                let source: MapSource
                do {
                    source = try MapSource(
                        atlas, model: request.model, images: request.images, dilation: dilation,
                        head: request.head)
                } catch  where dilation > 0 {
                    remarks.append("\(atlas.path), dilated \(dilation)×: \(error)")
                    total -= tasks.list.count
                    continue
                }
                let (tally, missing) = try Self.run(source, tasks.list, threads: request.threads) { pass in
                    progress(
                        IndexProgress(
                            done: done + pass.done, total: total, skipped: pass.skipped,
                            seconds: (ContinuousClock.now - start) / .seconds(1)))
                }
                done += tasks.list.count
                guard tally.images > 0 else { throw LocalizationTasks.noReadableImage(tasks.list.count) }
                unreadable.formUnion(missing.map { ImagePath($0) })
                passes.append(
                    Pass(
                        atlas: atlas.path, network: source.networkName, pooling: source.head.pooling,
                        dilation: dilation,
                        mapHeight: source.mapHeight, mapWidth: source.mapWidth, tally: tally))
            }
        }
        self.unreadable = unreadable.sorted().map(\.text)
        (self.passes, self.remarks) = (passes, remarks + LocalizationOutcome.lines(unreadable: self.unreadable))
    }

    private static func run(
        _ source: MapSource, _ tasks: [LocalizationTasks.Task], threads: Int, _ progress: (IndexProgress) -> Void
    ) throws -> (StudyTally, [String]) {
        let own = source.head.pooling
        let poolings = source.head.form == .poolThenLinear ? [own, own == .average ? .maximum : .average] : [own]
        var total = StudyTally(poolings: poolings)
        let unreadable = try MapPass(source: source, threads: threads).run(
            tasks.map(\.path), progress: progress
        ) { image, place in
            var tally = StudyTally(poolings: poolings)
            add(tasks[place], image, poolings, &tally)
            return tally
        } consume: {
            total.merge($1)
        }
        return (total, unreadable)
    }

    private static func add(
        _ task: LocalizationTasks.Task, _ image: MapPass.Image, _ poolings: [Pooling], _ tally: inout StudyTally
    ) {
        let maps = image.observation.maps
        let head = image.session.source.head
        let ranks = poolings.map { pooling in
            let logits =
                pooling == head.pooling
                ? image.session.logits(image.observation)
                : HeadScores.logits(
                    maps: maps,
                    head: Head(weights: head.weights, bias: head.bias, pooling: pooling, form: head.form))
            return HeadScores.largest(logits, count: 5).firstIndex(of: task.label).map { $0 + 1 }
        }
        tally.add(maps: maps, head: head, label: task.label, ranks: ranks, truth: task.truth, in: image.geometry)
    }

    /// A row for each weighting, resolution, pooling and threshold.
    public var table: ResultTable {
        let kinds: [LocalizationFigure] = [
            .top1Error, .top1LocalizationError, .top5LocalizationError, .groundTruthKnownAccuracy, .maxBoxAccuracy,
            .maxBoxAccuracyV2, .centerBaseline,
        ]
        var rows: [[ResultTable.Cell]] = []
        for pass in passes {
            for line in pass.tally.lines {
                let settings: [ResultTable.Cell] = [
                    .text(pass.network), .text("\(pass.mapHeight)×\(pass.mapWidth)"), .integer(Int64(pass.dilation)),
                    .text(line.pooling.rawValue), .text(line.weighting.rawValue), .number(line.threshold),
                ]
                let values = [
                    line.top1Error, line.top1LocalizationError, line.top5LocalizationError,
                    line.groundTruthKnownAccuracy, line.maxBoxAccuracy, line.maxBoxAccuracyV2,
                    pass.tally.centerBaseline,
                ]
                rows.append(settings + zip(kinds, values).map { $0.cell($1) })
            }
        }
        return ResultTable(
            columns: ["network", "map", "dilation", "pooling", "weighting", "threshold"] + kinds.map(\.rawValue),
            rows: rows)
    }

    /// The study's plot as PNG.
    public func png() throws -> [UInt8] {
        let images = passes.first?.tally.images ?? 0
        let plot = LinePlot(
            title: "Weighting, resolution, threshold and pooling",
            subtitles: [
                "\(NumberFormat.count(images, "image")); paper protocol at each threshold; correct at an intersection over union of at least 0.5",
                "lower panels, dashed: logits with the other kind of pooling",
            ],
            axis: "threshold (fraction of the map's maximum)",
            rows: [
                .init(
                    name: "Localized with the class known, % of images", panels: passes.map { panel($0, errors: false) }
                ),
                .init(
                    name: "Top-1 localization error, % of images", panels: passes.map { panel($0, errors: true) }
                ),
            ])
        return try PNGCodec.encode(
            try plot.draw().raster,
            text: PictureNotes(
                title: "Localization study", source: nil, description: plot.subtitles.joined(separator: ". ") + ".",
                parameters: parameters.text
            ).chunks)
    }

    /// The parameters that the plot depends on.
    private var parameters: PictureParameters {
        let networks = passes.map { "\($0.network) at \($0.mapHeight)×\($0.mapWidth)" }.joined(separator: " and ")
        var parameters = PictureParameters(subject: "networks", networks, mark: "study")
        parameters.add("dilate", passes.map(\.dilation).max() ?? 0, default: 1)
        return parameters
    }

    private func panel(_ pass: Pass, errors: Bool) -> LinePlot.Panel {
        var lines: [LinePlot.Line] = []
        let all = pass.tally.lines
        for (place, weighting) in MapWeighting.allCases.enumerated() {
            for pooling in errors ? pass.tally.poolings : Array(pass.tally.poolings.prefix(1)) {
                let points = all.filter { $0.weighting == weighting && $0.pooling == pooling }.map { line in
                    (
                        x: Double(line.threshold),
                        y: 100 * (errors ? line.top1LocalizationError : line.groundTruthKnownAccuracy)
                    )
                }
                let isOwn = pooling == pass.pooling
                lines.append(
                    LinePlot.Line(
                        name: isOwn ? "\(weighting.rawValue) weights" : "",
                        color: LinePlot.palette[place], isDashed: !isOwn, points: points))
            }
        }
        if !errors {
            let center = 100 * pass.tally.centerBaseline
            lines.append(
                LinePlot.Line(
                    name: "centred box", color: Color(0x6A737D), isDashed: true, points: [(0, center), (0.95, center)]))
        }
        let name = pass.pooling == .average ? "GAP" : "GMP"
        return LinePlot.Panel(title: "\(pass.network) (\(name)), \(pass.mapHeight)×\(pass.mapWidth)", lines: lines)
    }
}
