import Analyses
import Foundation
import Images
import Tensors
import Units

/// One pass over images with boxes: each is read and run once.
struct LocalizationPass: Sendable {
    let source: MapSource
    let weighting: MapWeighting
    let masks: ObjectMasks?
    let threads: Int

    /// What a pass found, in the order of the images' paths.
    struct Outcome: Sendable {
        var images: [LocalizedImage] = []
        var unreadable: [String] = []
    }

    /// - Parameter done: Called on the calling thread after each image, with those unreadable so far.
    func run(
        _ tasks: [LocalizationTasks.Task], _ evaluation: LocalizationEvaluation, done: (Int) -> Void
    ) throws -> Outcome {
        var outcome = Outcome()
        try WorkerPool.run(pieces: tasks.count, threads: max(1, threads)) {
            let session = try MapSession(source)
            return { place in try localize(tasks[place], session, evaluation) }
        } consume: { (result: Result<LocalizedImage, UnitAtlasError>) in
            switch result {
            case .success(let image): outcome.images.append(image)
            case .failure(let error): outcome.unreadable.append("\(error)")
            }
            done(outcome.unreadable.count)
        }
        outcome.images.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        outcome.unreadable.sort()
        return outcome
    }

    private func localize(
        _ task: LocalizationTasks.Task, _ session: MapSession, _ evaluation: LocalizationEvaluation
    ) throws -> Result<LocalizedImage, UnitAtlasError> {
        let raster: Raster
        do {
            raster = try session.raster(task.path)
        } catch {
            return .failure(error)
        }
        let observation = try session.observe(raster, name: task.path)
        let best = HeadScores.largest(session.logits(observation), count: 5)
        let map = ClassActivationMap.maps(
            of: [task.label], maps: observation.maps, head: source.head, weighting: weighting)[0]
        let view = session.view(width: raster.width, height: raster.height)
        let localization = evaluation.evaluate(
            map, in: view, rank: best.firstIndex(of: task.label).map { $0 + 1 }, truth: task.truth)
        var pixels: PixelPrecision?
        if let masks, let mask = try masks.masks(of: task.path, in: view) {
            var counted = PixelPrecision()
            counted.add(
                WSOLBoxes.normalized(view.bicubic.enlarged(map)), object: mask.object, ignored: mask.ignored)
            pixels = counted
        }
        return .success(
            LocalizedImage(
                path: task.path, label: task.label, predicted: best.first ?? task.label, localization: localization,
                truth: task.truth, pixels: pixels))
    }
}

/// Masks of objects as pictures, in a folder, named as their images.
struct ObjectMasks: Sendable {
    let folder: String
    /// A second folder: what is not black there counts neither as object nor as something else.
    let ignored: String?

    /// In the 224×224 pixels that scores are compared in; nil for an image without a mask.
    ///
    /// A mask is a picture of the image's size: not black is the object. It is cut to what the network sees, and its nearest
    /// pixels are taken.
    func masks(
        of image: String, in view: LocalizationEvaluation.View
    ) throws(UnitAtlasError) -> (object: Mask, ignored: Mask?)? {
        guard let object = try Self.mask(of: image, folder: folder, view) else { return nil }
        guard let ignored else { return (object, nil) }
        return (object, try Self.mask(of: image, folder: ignored, view))
    }

    private static func mask(
        of image: String, folder: String, _ view: LocalizationEvaluation.View
    ) throws(UnitAtlasError) -> Mask? {
        let stem = URL(fileURLWithPath: image).deletingPathExtension().relativePath
        let candidates = [image, stem + ".png"].map { folder + "/" + $0 }
        guard let path = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else { return nil }
        let raster: Raster
        do {
            raster = try ImageFile.decode(path: path)
        } catch {
            throw .file(path: path, reason: error.reason)
        }
        guard raster.width == view.imageWidth, raster.height == view.imageHeight else {
            throw .file(
                path: path,
                reason:
                    "the mask has \(raster.width)×\(raster.height) pixels, and its image \(view.imageWidth)×\(view.imageHeight)"
            )
        }
        let box = ResamplingBox(
            x0: max(0, view.x0), y0: max(0, view.y0), x1: min(Double(raster.width), view.x0 + view.width),
            y1: min(Double(raster.height), view.y0 + view.height))
        let side = WSOLBoxes.side
        let small = raster.resized(width: side, height: side, filter: .nearest, box: box)
        let pixels = stride(from: 0, to: small.pixels.count, by: 3).map { index in
            small.pixels[index] > 0 || small.pixels[index + 1] > 0 || small.pixels[index + 2] > 0
        }
        return Mask(width: side, height: side, pixels: pixels)
    }
}
