import Annotations
import ImageCollections
import Images
import Store
import Units

/// An index run before anything is written: its plan, its images, and what the atlas already has. All that can be refused
/// is refused here, before a writer touches the file.
struct IndexJob {
    let plan: IndexPlan
    let images: ImageCollection
    let labels: ImageLabels
    let entries: [ImageFolder.Entry]
    /// Whether there was no atlas yet.
    let isNew: Bool
    /// What computed the images that the atlas has.
    let earlierEngine: String?
    /// Names of the heads with a stored ablation, and of those with labels, before the run.
    let before: (ablation: [String], labels: [String])

    private let request: IndexRequest
    private let path: String
    private let earlierImages: String?

    /// - Parameter path: The atlas's file.
    init(_ request: IndexRequest, path: String) throws {
        // Closed before the file is written: a reader that has seen the write-ahead log keeps it from being folded in.
        let atlas = try Self.atlas(path)
        plan = try IndexPlan(request, path: path, stored: atlas)
        images = try ImageCollection(plan.settings.images)
        entries = try images.entries()
        labels = try ImageLabels(
            plan.settings.labels.map { .file($0) } ?? .folders, classes: plan.model.classes,
            images: entries.map(\.path))
        guard !entries.isEmpty else {
            throw UnitAtlasError.file(path: plan.settings.images, reason: "no image file is in it")
        }
        (self.request, self.path) = (request, path)
        (isNew, earlierEngine, earlierImages) = (atlas == nil, atlas?.settings.engine, atlas?.settings.images)
        before = try atlas?.reader.headsWithRows() ?? ([], [])
        if let atlas {
            _ = try known(Dictionary(try atlas.images.map { (ImagePath($0.path), $0) }) { first, _ in first })
        }
    }

    /// The atlas at `path`, brought up to date where an earlier build made it; nil where there is none yet.
    private static func atlas(_ path: String) throws -> Atlas? {
        guard Atlas.exists(path) else { return nil }
        do {
            return try Atlas(path)
        } catch StoreError.olderSchema {
            try AtlasEditor(path: path).close()
            return try Atlas(path)
        }
    }

    /// Compares the images that the atlas has with those on disk.
    ///
    /// - Throws: As `KnownImages`.
    func known(_ records: [ImagePath: ImageRecord]) throws -> KnownImages {
        try KnownImages(
            records, entries: entries, labels: labels, request: request, atlas: path, images: images.path,
            earlier: earlierImages)
    }
}
