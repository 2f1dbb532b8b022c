import Analyses
import Annotations
import Foundation
import Reporting
import Store
import Units

extension Atlas {
    /// Measures how well class activation maps find objects: one pass of the network over the labelled images with boxes.
    /// The run is stored in the atlas, unless the request says otherwise.
    ///
    /// - Parameter progress: Called on the calling thread.
    /// - Throws: `UnitAtlasError` or `StoreError`.
    public func localize(
        _ request: LocalizationRequest, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> LocalizationOutcome {
        try Localizer.run(self, request, progress: progress)
    }
}

/// Measures how well class activation maps find objects.
enum Localizer {
    static func run(
        _ atlas: Atlas, _ request: LocalizationRequest, progress: (IndexProgress) -> Void
    ) throws -> LocalizationOutcome {
        try check(atlas, request)
        let tasks = try LocalizationTasks(atlas, request)
        guard request.chooses == nil || tasks.list.count > 1 else {
            throw UnitAtlasError.localization(.tooFewToChoose)
        }
        let source = try MapSource(
            atlas, model: request.model, images: request.images, dilation: request.dilation,
            head: request.head)
        let pass = LocalizationPass(
            source: source, weighting: request.weighting,
            masks: try request.masks.map {
                try ObjectMasks(folder: $0, ignored: request.ignored, images: tasks.images)
            },
            threads: request.threads)
        let start = ContinuousClock.now
        var done = 0
        func report(_ skipped: Int) {
            done += 1
            progress(
                IndexProgress(
                    done: done, total: tasks.list.count, skipped: skipped,
                    seconds: (ContinuousClock.now - start) / .seconds(1)))
        }
        var threshold = request.rule == .release ? nil : request.threshold ?? PaperBoxes.threshold
        var chosen: ChosenThreshold?
        var list = tasks.list
        if let half = request.chooses {
            let choice = try choose(on: tasks.half(half), half, pass, request.rule, done: report)
            (threshold, chosen) = (choice.threshold, choice)
            list = tasks.half(half.other)
        }
        let found = try pass.run(
            list, LocalizationEvaluation(MapBoxes(rule: request.rule, threshold: threshold ?? 0)), done: report)
        guard !found.images.isEmpty else { throw LocalizationTasks.noReadableImage(list.count) }
        let localizations = found.images.map(\.localization)
        let outcome = LocalizationOutcome(
            atlas: atlas, request: request, images: found.images, figures: LocalizationFigures(localizations),
            intervals: BootstrapIntervals(localizations),
            pixelPrecision: Self.pixelPrecision(found.images.compactMap(\.pixels)),
            threshold: threshold, chosen: chosen, dilation: source.dilation, mapHeight: source.mapHeight,
            mapWidth: source.mapWidth, source: source.description, headID: source.headID, classes: source.classes,
            unlabelled: tasks.unlabelled, withoutBox: tasks.withoutBox, boxRemarks: tasks.remarks,
            skippedBoxes: tasks.skippedBoxes, truth: tasks.truth, unreadable: found.unreadable,
            seconds: (ContinuousClock.now - start) / .seconds(1))
        if request.stores {
            let run = outcome.storedRun
            try atlas.edit { try $0.save(run) }
        }
        return outcome
    }

    /// Checks before the work what would fail after it.
    private static func check(_ atlas: Atlas, _ request: LocalizationRequest) throws {
        for folder in [request.masks, request.ignored].compactMap({ $0 }) {
            guard FileManager.default.fileExists(atPath: folder + "/.") else {
                throw AnnotationError.file(path: folder, .noMaskFolder)
            }
        }
        if request.stores { try atlas.edit { _ in } }
    }

    private static func pixelPrecision(
        _ images: [PixelPrecision]
    ) -> (value: Double, interval: BootstrapIntervals.Interval)? {
        var all = PixelPrecision()
        for image in images { all.merge(image) }
        return all.averagePrecision.map { ($0, BootstrapIntervals.pixelPrecision(images)) }
    }

    /// The threshold of the most images found, the smallest among equals.
    private static func choose(
        on tasks: [LocalizationTasks.Task], _ half: LocalizationRequest.Half, _ pass: LocalizationPass,
        _ rule: LocalizationProtocol, done: (Int) -> Void
    ) throws -> ChosenThreshold {
        let candidates = (0..<WSOLBoxes.thresholdCount).map { Float($0) / 100 }
        let evaluation = LocalizationEvaluation(MapBoxes(rule: rule), candidates: candidates)
        let images = try pass.run(tasks, evaluation, done: done).images
        guard !images.isEmpty else {
            throw UnitAtlasError.localization(.halfUnreadable(half.rawValue))
        }
        var right = [Int](repeating: 0, count: candidates.count)
        for image in images {
            for (place, isRight) in image.localization.thresholdHits.enumerated() where isRight { right[place] += 1 }
        }
        let place = Largest.index(right) ?? 0
        return ChosenThreshold(
            threshold: candidates[place], half: half, images: images.count,
            accuracy: Double(right[place]) / Double(images.count))
    }
}

extension LocalizationOutcome {
    /// The run as the atlas stores it.
    var storedRun: LocalizationRun {
        let method = LocalizationRun.Method(
            head: headID, rule: request.rule.rawValue, threshold: threshold.map { Double("\($0)") ?? Double($0) },
            weighting: request.weighting.rawValue, dilation: dilation, part: request.part.rawValue,
            split: request.chooses.map { $0.other.rawValue } ?? request.part.rawValue,
            thresholdChosenOn: chosen?.half.rawValue)
        return LocalizationRun(
            method, truth: truth, figures: figureList, toolVersion: Software.version,
            images: images.map { image in
                LocalizationRun.Image(
                    path: image.path, label: image.label, predicted: image.predicted, rank: image.localization.rank,
                    box: image.localization.box, intersectionOverUnion: image.localization.intersectionOverUnion)
            })
    }
}
