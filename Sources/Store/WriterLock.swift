internal import Foundation
internal import GRDB

/// Holds off a second process that would index into the same atlas, and lets readers in.
///
/// An empty database beside the atlas under an exclusive lock: the system gives the lock back when the process dies,
/// however it dies, so nothing has to be cleared by hand.
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

    /// Gives the lock back and removes its file; a second call does nothing. Failure leaves an empty file behind, which
    /// does no harm.
    func release() {
        try? queue.inDatabase { _ in try FileManager.default.removeItem(atPath: file) }
        try? queue.close()
    }
}
