import ImageCollections
import Store

extension Atlas {
    /// How many images have been indexed, and how many there are, of an atlas whose indexing has not finished.
    public struct Progress: Sendable, Equatable {
        /// Images in the atlas, skipped ones included.
        public let images: Int
        /// Images in the collection; nil where it can no longer be read.
        public let total: Int?
    }

    /// How far indexing is; nil for an atlas that is complete.
    public var progress: Progress? {
        get throws {
            if isComplete { return nil }
            let counts = try counts
            let total = try? ImageCollection(settings.images).entries().count
            return Progress(images: counts.indexed + counts.skipped, total: total)
        }
    }

    /// A remark, without a full stop, on an atlas whose indexing has not finished; nil for one that is complete.
    package var unfinishedRemark: String? {
        get throws {
            try progress.map { progress in
                let amount = "\(progress.images)" + (progress.total.map { " of \($0)" } ?? "")
                return "\(path): indexing is unfinished (\(amount) images)"
            }
        }
    }
}
