import Analyses
import Annotations
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
    struct Images: Sendable {
        var images: [LocalizedImage] = []
        var unreadable: [String] = []
    }

    /// - Parameter done: Called on the calling thread after each image, with those unreadable so far.
    func run(
        _ tasks: [LocalizationTasks.Task], _ evaluation: LocalizationEvaluation, done: (Int) -> Void
    ) throws -> Images {
        var outcome = Images()
        outcome.unreadable = try MapPass(source: source, threads: threads).run(
            tasks.map(\.path), progress: { done($0.skipped) }
        ) { image, place in
            try localize(tasks[place], image, evaluation)
        } consume: {
            outcome.images.append($1)
        }
        return outcome
    }

    private func localize(
        _ task: LocalizationTasks.Task, _ image: MapPass.Image, _ evaluation: LocalizationEvaluation
    ) throws -> LocalizedImage {
        let (observation, geometry) = (image.observation, image.geometry)
        let best = HeadScores.largest(image.session.logits(observation), count: 5)
        let map = ClassActivationMap.maps(
            of: [task.label], maps: observation.maps, head: source.head, weighting: weighting)[0]
        let localization = evaluation.evaluate(
            map, in: geometry, rank: best.firstIndex(of: task.label).map { $0 + 1 }, truth: task.truth)
        var pixels: PixelPrecision?
        if let masks, let mask = try masks.masks(of: task.path, in: geometry) {
            var counted = PixelPrecision()
            counted.add(
                WSOLBoxes.scores(map), object: mask.object, ignored: mask.ignored)
            pixels = counted
        }
        return LocalizedImage(
            path: task.path, label: task.label, predicted: best.first ?? task.label, localization: localization,
            truth: task.truth, pixels: pixels)
    }
}

/// Masks of objects as pictures, in a folder, named as their images.
struct ObjectMasks: Sendable {
    private let objects: MaskFolder
    /// What is not black there counts neither as object nor as something else.
    private let ignored: MaskFolder?

    /// - Parameter images: The paths of all images of the atlas.
    init(folder: String, ignored: String?, images: [String]) throws {
        let resolver = ImageResolver(images)
        objects = try MaskFolder(folder, images: resolver)
        self.ignored = try ignored.map { try MaskFolder($0, images: resolver) }
    }

    /// In the 224×224 pixels that scores are compared in; nil for an image without a mask.
    ///
    /// A mask is a picture of the image's size: not black is the object. It is cut to what the network sees, and its nearest
    /// pixels are taken.
    ///
    /// What an ignored mask shows is ignored, and so is 255 as ``MaskPicture`` has it.
    func masks(
        of image: String, in geometry: MapGeometry
    ) throws -> (object: Mask, ignored: Mask?)? {
        guard let object = try Self.picture(of: image, objects, geometry) else { return nil }
        let others = try ignored.flatMap { try Self.picture(of: image, $0, geometry)?.notBlack }
        guard let own = object.ignored, let others else { return (object.notBlack, others ?? object.ignored) }
        let both = Mask(
            width: own.width, height: own.height, pixels: zip(own.pixels, others.pixels).map { $0 || $1 })
        return (object.notBlack, both)
    }

    private static func picture(
        of image: String, _ masks: MaskFolder, _ geometry: MapGeometry
    ) throws -> MaskPicture? {
        let side = WSOLBoxes.side
        return try masks.picture(
            of: image, size: (geometry.imageWidth, geometry.imageHeight), visible: geometry.visible, width: side,
            height: side)
    }
}
