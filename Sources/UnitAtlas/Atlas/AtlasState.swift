import ImageCollections
import Reporting
import Store

extension Atlas {
    /// The progress of an atlas whose indexing has not finished.
    public struct Progress: Sendable, Equatable {
        /// The number of images in the atlas, including skipped ones.
        public let images: Int
        /// The number of images in the collection; nil if the collection can no longer be read.
        public let total: Int?
    }

    /// The progress of indexing; nil if the atlas is complete.
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
                let total = progress.total.map { " of \(NumberFormat.grouped($0))" } ?? ""
                return "\(path): indexing is unfinished (\(NumberFormat.grouped(progress.images))\(total) images)"
            }
        }
    }
}
