import Analyses
import Annotations
import Foundation
import Images
import Reporting
import Store
import Tensors
public import Units

/// The head, classes and images of an ablation.
public struct AblationRequest: Sendable {
    /// nil: the network's own.
    public var head: String?
    /// One class of the head; nil for all classes that have images.
    public var record: ClassRecord?
    /// Which labelled images count.
    public var part = AblationStudy.Part.all
    /// The path to the model, if it moved since indexing. It is needed only for a head that is not linear in pooled
    /// activations.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var images: String?
    /// The number of threads.
    public var threads = 2

    /// Creates a request for all classes of the native head.
    public init() {}
}

/// The head whose units are removed, and its labelled images. If the head is linear in pooled activations, the stored
/// activations suffice; otherwise the network runs again, on as few images as possible.
public struct AblationInput: Sendable {
    /// nil: all classes that have images.
    public let record: ClassRecord?
    /// Which labelled images count.
    public let part: AblationStudy.Part
    let head: AtlasHead
    /// All of it.
    let weights: Head
    let atlas: Atlas
    let origin: String
    private let request: AblationRequest
    /// The images in the order of their paths.
    private var images: [(path: String, label: ClassID)]

    /// - Throws: `UnitAtlasError` for a head that predicts a number, for a class that the head does not have, and if
    ///   there are no images.
    public init(_ atlas: Atlas, _ request: AblationRequest) throws {
        self.atlas = atlas
        self.request = request
        part = request.part
        let head = try atlas.head(request.head)
        self.head = head
        guard head.classes.count > 1 else {
            throw UnitAtlasError.head(.numberNotAblated(name: head.name))
        }
        weights = try head.head
        let record = request.record
        self.record = record
        origin =
            "\(atlas.header.modelName), layer \(atlas.header.layer)" + (head.isNative ? "" : ", head \(head.name)")
        let labelled = try atlas.images.compactMap { image -> (path: String, label: ClassID)? in
            guard image.status == .indexed, head.isIn(request.part, image.path) else { return nil }
            return head.label(of: image).map { (image.path, $0) }
        }
        images = labelled.filter { record == nil || $0.label == record?.id }
        if images.isEmpty { throw Self.nothing(atlas, request, head, othersHaveImages: !labelled.isEmpty) }
    }

    private static func nothing(
        _ atlas: Atlas, _ request: AblationRequest, _ head: AtlasHead, othersHaveImages: Bool
    ) -> UnitAtlasError {
        let part = request.part == .all ? nil : request.part.rawValue
        if let record = request.record, othersHaveImages {
            return .atlas(path: atlas.path, .noImagesOfClass(name: record.name, part: part))
        }
        return .atlas(
            path: atlas.path,
            .noLabelledImages(
                head: head.name, part: part, isImported: !head.isNative && head.ownLabels.isEmpty))
    }

    /// Whether the network runs again because the head is not linear in pooled activations.
    public var usesMaps: Bool { head.form != .poolThenLinear }

    /// How logits without units are computed.
    var method: String {
        usesMaps
            ? "the head is not linear in pooled activations: class maps were recomputed without the units"
            : "from the stored pooled activations: S − Σ w·F"
    }

    /// The number of images.
    public var imageCount: Int { images.count }
    /// The classes of these images.
    var classCount: Int { Set(images.map(\.label)).count }
    /// The number of units.
    public var unitCount: Int { weights.unitCount }
    /// The head's name.
    public var headName: String { head.name }
    /// The head's classes by index.
    public var classes: [ClassRecord] { head.classes }

    /// Returns `1000 classes, ` or `class 11: goldfinch, `, followed by the number of correctly classified images.
    func described(_ accuracy: Proportion, classes count: Int) -> String {
        let subject = record.map { "class \($0.id): \($0.name)" } ?? NumberFormat.count(count, "class")
        return "\(subject), \(HeadReport.described(.accuracy(accuracy)))"
    }

    /// Returns the input with one half of each class's images and with the other, by a hash of their paths. Classes with a single
    /// image are left out.
    func halves() -> [AblationInput] {
        var counts: [ClassID: Int] = [:]
        for image in images { counts[image.label, default: 0] += 1 }
        let shared = images.filter { counts[$0.label, default: 0] > 1 }
        let split = ImageSplit(
            paths: shared.map(\.path), classes: shared.map(\.label.value), testShare: 0.5, folds: 1, seed: 0)
        return [split.training, split.test].map { places in
            var half = self
            half.images = places.map { shared[$0] }
            return half
        }
    }

    /// The result of an ablation, and the images that could not be read.
    struct ImageSum<Sum> {
        let sum: Sum
        /// A sentence for each image that could not be read.
        let unreadable: [String]
    }

    /// Adds all images to `empty` in the order of their paths, regardless of the order in which threads finish.
    ///
    /// - Parameter progress: Called on the calling thread while the network runs.
    /// - Throws: `UnitAtlasError`, also if no image can be read.
    func sum<Sum: AblationSum>(into empty: Sum, progress: (IndexProgress) -> Void) throws -> ImageSum<Sum> {
        usesMaps ? try fromMaps(empty, progress) : try fromPooled(empty)
    }

    private func fromPooled<Sum: AblationSum>(_ empty: Sum) throws -> ImageSum<Sum> {
        let labels = Dictionary(images.map { (ImagePath($0.path), $0.label) }) { first, _ in first }
        var result = empty
        try head.forEachBatch { records, features in
            result.add(features: features, labels: records.map { labels[path: $0.path] })
        }
        return ImageSum(sum: result, unreadable: [])
    }

    private func fromMaps<Sum: AblationSum>(
        _ empty: Sum, _ progress: (IndexProgress) -> Void
    ) throws -> ImageSum<Sum> {
        let source = try MapSource(atlas, model: request.model, images: request.images)
        let images = images
        var result = empty
        let unreadable = try MapPass(source: source, threads: request.threads).run(
            images.map(\.path), progress: progress
        ) { image, place in
            var single = empty
            single.add(maps: image.observation.maps, label: images[place].label)
            return single
        } consume: {
            result.merge($1)
        }
        guard unreadable.count < images.count else {
            throw UnitAtlasError.atlas(
                path: atlas.path,
                .imagesUnreadable(
                    count: images.count, folder: source.imageRoot ?? ".", first: unreadable.first ?? ""))
        }
        return ImageSum(sum: result, unreadable: unreadable)
    }
}
