import Annotations
import ImageCollections
import Images
import Units

/// Compares the images in an atlas with those on disk.
struct KnownImages {
    /// The images that are not in the atlas yet, or were skipped and have changed since.
    var missing: [ImageFolder.Entry] = []
    /// The images in the atlas that are no longer on disk.
    var gone: [String] = []
    /// The images of which only the modification time changed, with the new time.
    var touched: [(path: String, modified: Int64)] = []
    /// Whether everything has to be indexed again.
    var isOutdated = false

    /// - Parameters:
    ///   - known: The records of the atlas's images.
    ///   - job: The job with the images on disk.
    /// - Throws: `UnitAtlasError.changed` if images or labels have changed, unless they are to be indexed again,
    ///   `.atlas` if none of the atlas's images is among the entries.
    init(_ known: [ImagePath: ImageRecord], _ job: IndexJob) throws {
        var known = known
        let count = known.count
        var differences: [ImageDifference] = []
        for entry in job.entries {
            guard let record = known.removeValue(forKey: ImagePath(entry.path)) else {
                missing.append(entry)
                continue
            }
            let file = record.file(entry, in: job.images.root)
            if case .touched(let modified) = file { touched.append((entry.path, modified)) }
            let isChanged = file == .changed
            let isRelabelled = job.labels.label(of: entry.path) != record.label
            guard isChanged || isRelabelled else { continue }
            if case .skipped = record.status {
                // A skipped image is not in the statistics, so it can be tried again.
                missing.append(entry)
            } else {
                differences.append(isChanged ? .file(path: entry.path) : .label(path: entry.path))
            }
        }
        gone = known.keys.sorted().map(\.text)
        if job.request.update, !differences.isEmpty || (count > 0 && gone.count == count) {
            isOutdated = true
            missing = job.entries
            touched = []
            gone = []
            return
        }
        if count > 0, gone.count == count {
            throw UnitAtlasError.atlas(
                path: job.path,
                .imagesNotIn(folder: job.images.path, indexed: job.earlierImages, count: count))
        }
        guard differences.isEmpty else { throw UnitAtlasError.changed(path: job.path, differences) }
    }
}
