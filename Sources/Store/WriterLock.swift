internal import Foundation
internal import GRDB

/// Prevents two processes from writing the same atlas, and lets readers read.
///
/// The lock is an exclusive lock on an empty database next to the atlas. The system releases it when the process ends
/// for any reason, so there is never a stale lock to remove by hand.
final class WriterLock: Sendable {
    private let queue: DatabaseQueue
    private let file: String

    init(atlas: String) throws(StoreError) {
        file = atlas + "-lock"
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .immediateError
        do {
            queue = try DatabaseQueue(path: file, configuration: configuration)
            try queue.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        } catch {
            throw StoreError(error, path: atlas)
        }
    }

    /// Releases the lock and removes its file; a second call does nothing. A failure leaves an empty file behind, which
    /// is harmless.
    func release() {
        try? queue.inDatabase { _ in try FileManager.default.removeItem(atPath: file) }
        try? queue.close()
    }
}
