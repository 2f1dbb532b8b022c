internal import Foundation
internal import GRDB
package import Units

/// Adds derived results to an atlas: heads, ablations, masks, receptive fields, localization runs, discoveries. Only
/// one editor or writer can be open at a time; readers can read in the meantime.
package final class AtlasEditor: Sendable {
    /// The file.
    package let path: String

    private let queue: DatabaseQueue
    private let lock: WriterLock

    /// Opens the atlas at `path`.
    ///
    /// - Throws: `StoreError`: `missing`, `notAnAtlas`, `newerSchema`, `olderSchema`, `damaged`, `locked`, `unwritable`.
    package init(path: String) throws(StoreError) {
        guard !AtlasFile.isBlank(path) else { throw .missing(path: path) }
        self.path = path
        let lock = try WriterLock(atlas: path)
        do {
            queue = try AtlasFile.openWriting(path, accept: { _ in }, create: { _ in })
        } catch {
            lock.release()
            throw error
        }
        self.lock = lock
    }

    deinit { close() }

    /// Folds SQLite's side files into the atlas, closes it and releases its lock.
    package func close() {
        try? AtlasFile.standAlone(queue)
        try? queue.close()
        lock.release()
    }

    /// Runs `body` in a transaction that only reads.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing(path) { try queue.read(body) }
    }

    /// Runs `body` in one transaction, which is rolled back if `body` throws.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing(path) { try queue.write(body) }
    }

    /// Stores a head under its name in one transaction.
    ///
    /// - Parameter replacing: Whether a head of this name may be replaced; its id is kept.
    /// - Throws: `StoreError.headExists`, `reservedHeadName`, `infiniteWeight`, or `unknownImage` for the image of a label.
    @discardableResult
    package func save(_ stored: StoredHead, replacing: Bool) throws(StoreError) -> HeadID {
        try storing(path) {
            try queue.write { database in
                let known = try Int64.fetchOne(
                    database, sql: "SELECT id FROM head WHERE name = ?", arguments: [stored.name])
                if known == HeadID.native.value || stored.name == "native" {
                    throw StoreError.reservedHeadName(path: path, name: "native")
                }
                if known != nil, !replacing {
                    throw StoreError.headExists(path: path, name: stored.name)
                }
                if let known { try HeadRows.remove(HeadID(known), database) }
                let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM head") ?? 0
                let id = HeadID(known ?? max(last, HeadID.native.value) + 1)
                try HeadRows.insert(stored, as: id, path: path, database)
                return id
            }
        }
    }

    /// Stores the ablation of a head and replaces any earlier one.
    package func save(_ effects: [AblationRecord], of head: HeadID, method: AblationRecord.Method) throws(StoreError) {
        try storing(path) {
            try queue.write { database in
                try database.execute(sql: "DELETE FROM ablation WHERE head = ?", arguments: [head.value])
                let insert = try database.cachedStatement(
                    sql: """
                        INSERT INTO ablation (head, class, unit, images, accuracy_lost, accuracy_gained, accuracy_drop,
                          margin_drop, logit_drop, method) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                for effect in effects {
                    try insert.execute(arguments: [
                        head.value, effect.classID.value, effect.unit.value, effect.images, effect.accuracyLost,
                        effect.accuracyGained, effect.accuracyDrop, effect.marginDrop, effect.logitDrop,
                        method.rawValue,
                    ])
                }
            }
        }
    }
}
