internal import Foundation
internal import GRDB
public import Units

/// Adds what was derived from an atlas to it: heads, what units are worth to them, masks, receptive fields, localization
/// runs. One editor or writer at a time; readers may read meanwhile.
public final class AtlasEditor: Sendable {
    /// The file.
    public let path: String

    private let queue: DatabaseQueue
    private let lock: WriterLock

    /// Opens the atlas at `path`, and brings its schema up to date where an earlier version made it.
    ///
    /// - Throws: `StoreError`: `missing`, `notAnAtlas`, `newerSchema`, `damaged`, `locked`, `unwritable`.
    public init(path: String) throws(StoreError) {
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

    /// Makes the atlas one file that stands alone, and gives it and its lock back.
    public func close() {
        try? AtlasFile.standAlone(queue)
        try? queue.close()
        lock.release()
    }

    /// Reads what the atlas holds.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing(path) { try queue.read(body) }
    }

    /// Changes the atlas in one transaction: all of `body`, or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing(path) { try queue.write(body) }
    }

    /// Stores a head under its name, all of it or nothing.
    ///
    /// - Parameter replacing: Whether a head of this name may be replaced; its id is kept.
    /// - Throws: `StoreError.unstorable` for a name that is taken, for the native head's, for weights that are not finite,
    ///   and for labels of images that are not in the atlas.
    @discardableResult
    public func save(_ stored: StoredHead, replacing: Bool) throws(StoreError) -> HeadID {
        try storing(path) {
            try queue.write { database in
                let known = try Int64.fetchOne(
                    database, sql: "SELECT id FROM head WHERE name = ?", arguments: [stored.name])
                if known == HeadID.native.value || stored.name == "native" {
                    throw StoreError.unstorable(
                        path: path, message: "'native' is the network's own head; choose another name")
                }
                if known != nil, !replacing {
                    throw StoreError.unstorable(
                        path: path,
                        message: "a head is called '\(stored.name)' already; choose another name, or give --replace")
                }
                if let known { try HeadRows.remove(HeadID(known), database) }
                let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM head") ?? 0
                let id = HeadID(known ?? max(last, HeadID.native.value) + 1)
                try HeadRows.insert(
                    stored.head, classes: stored.classes, as: id, name: stored.name, loss: stored.loss,
                    configuration: stored.configuration, path: path, database)
                try HeadRows.insert(stored.labels, of: id, path: path, database)
                return id
            }
        }
    }

    /// Stores what classes of a head lose without units, in the place of what was stored of that head.
    public func save(_ effects: [AblationRecord], of head: HeadID, method: AblationRecord.Method) throws(StoreError) {
        try storing(path) {
            try queue.write { database in
                try database.execute(sql: "DELETE FROM ablation WHERE head = ?", arguments: [head.value])
                let insert = try database.cachedStatement(sql: "INSERT INTO ablation VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                for effect in effects {
                    try insert.execute(arguments: [
                        head.value, effect.classID.value, effect.unit.value, effect.images, effect.accuracyDrop,
                        effect.marginDrop, effect.logitDrop, method.rawValue,
                    ])
                }
            }
        }
    }
}
