import Annotations
import ImageCollections
import Images
import Store
import Units

/// An index run before anything is written: its plan, its images, and the state of the atlas. All checks happen here,
/// before a writer touches the file.
struct IndexJob {
    let plan: IndexPlan
    let images: ImageCollection
    let labels: ImageLabels
    let entries: [ImageFolder.Entry]
    /// The number of other files in the folder by their extensions.
    let otherFiles: [String: Int]
    /// Whether there was no atlas yet.
    let isNew: Bool
    /// The engine that computed the images in the atlas.
    let earlierEngine: String?
    /// The atlas of an older version to rebuild.
    let older: OlderAtlas?

    let request: IndexRequest
    /// The atlas's file.
    let path: String
    /// The image folder or list that the atlas was built from.
    let earlierImages: String?

    /// - Parameter path: The atlas's file.
    init(_ request: IndexRequest, path: String) throws {
        // Close the reader before writing: a reader that uses the write-ahead log prevents it from being folded into
        // the file.
        older = try request.update ? OlderAtlas(path: path) : nil
        let atlas = try older == nil && Atlas.exists(path) ? Atlas(path) : nil
        let stored =
            try atlas.map { try StoredIndex($0) }
            ?? older.map { StoredIndex($0) }
        plan = try IndexPlan(request, path: path, stored: stored)
        images = try ImageCollection(plan.settings.images)
        let listing = try images.listing()
        (entries, otherFiles) = (listing.entries, listing.others)
        labels = try ImageLabels(
            plan.settings.labels.map { .file($0) } ?? .folders, classes: plan.model.classes,
            images: entries.map(\.path), offset: plan.settings.labelOffset ?? 0)
        guard !entries.isEmpty else {
            throw UnitAtlasError.noImages(path: plan.settings.images)
        }
        (self.request, self.path) = (request, path)
        (isNew, earlierEngine, earlierImages) = (stored == nil, atlas?.settings.engine, atlas?.settings.images)
        if let atlas {
            _ = try known(Dictionary(try atlas.images.map { (ImagePath($0.path), $0) }) { first, _ in first })
        }
    }

    /// Compares the images in the atlas with those on disk.
    ///
    /// - Throws: As `KnownImages`.
    func known(_ records: [ImagePath: ImageRecord]) throws -> KnownImages {
        try KnownImages(records, self)
    }
}

/// How an existing atlas was indexed.
struct StoredIndex {
    let header: AtlasHeader
    /// The native head's classes; empty if they are not known.
    let classes: [ClassRecord]

    var settings: IndexSettings { header.settings }

    init(header: AtlasHeader, classes: [ClassRecord]) {
        (self.header, self.classes) = (header, classes)
    }

    init(_ atlas: Atlas) throws {
        self.init(header: atlas.header, classes: try atlas.classes())
    }

    /// An older atlas, none of whose images are kept.
    init(_ older: OlderAtlas) {
        var header = older.header
        header.settings.engine = nil
        self.init(header: header, classes: [])
    }
}
