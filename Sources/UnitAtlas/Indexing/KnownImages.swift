import Annotations
import ImageCollections
import Images
import Units

/// What an atlas holds of the images on disk.
struct KnownImages {
    /// Not in the atlas yet, or skipped when it was made and other now.
    var missing: [ImageFolder.Entry] = []
    /// In the atlas, and no longer on disk.
    var gone: [String] = []
    /// Whether everything has to be indexed again.
    var isOutdated = false

    /// - Parameters:
    ///   - atlas: The atlas's file.
    ///   - images: Where the entries come from.
    ///   - earlier: Where the atlas's images came from.
    /// - Throws: `UnitAtlasError.changed` for images that changed on disk, or whose labels are others now, unless they are
    ///   to be indexed again; `request` for images of another collection.
    init(
        _ known: [ImagePath: ImageRecord], entries: [ImageFolder.Entry], labels: ImageLabels, request: IndexRequest,
        atlas: String, images: String, earlier: String?
    ) throws {
        var known = known
        let count = known.count
        var differences: [String] = []
        for entry in entries {
            guard let record = known.removeValue(forKey: ImagePath(entry.path)) else {
                missing.append(entry)
                continue
            }
            let isChanged = record.bytes != entry.bytes || record.modified != entry.modified
            let isRelabelled = labels.label(of: entry.path) != record.label
            guard isChanged || isRelabelled else { continue }
            if case .skipped = record.status {
                // It gave nothing to the statistics: it can have another try.
                missing.append(entry)
            } else {
                differences.append(entry.path + (isChanged ? " has changed on disk" : " has another label now"))
            }
        }
        gone = known.keys.sorted().map(\.text)
        if request.update, !differences.isEmpty || (count > 0 && gone.count == count) {
            isOutdated = true
            missing = entries
            gone = []
            return
        }
        if count > 0, gone.count == count {
            throw UnitAtlasError.request(Self.otherCollection(atlas, count: count, images, earlier))
        }
        guard differences.isEmpty else { throw UnitAtlasError.changed(path: atlas, differences: differences) }
    }

    private static func otherCollection(_ atlas: String, count: Int, _ images: String, _ earlier: String?) -> String {
        let what = "the \(count) image\(count == 1 ? "" : "s") of \(atlas)"
        if let earlier, earlier != images {
            return "\(atlas) is about the images in \(earlier), and none of its \(count) is in \(images); nothing was"
                + " changed. Give --images \(earlier), another file for a new atlas, or --update to index \(images) in"
                + " their place."
        }
        return
            "None of \(what) is in \(images) any more; nothing was changed. Say with --images where they lie now, give"
            + " another file for a new atlas, or --update to index what is there in their place."
    }
}
