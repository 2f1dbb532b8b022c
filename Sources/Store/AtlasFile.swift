internal import Foundation
internal import GRDB

/// Opens and creates the file of an atlas.
enum AtlasFile {
    /// Opens the atlas at `path` for reading.
    ///
    /// - Throws: `StoreError` if there is no atlas at `path` that this program can read.
    static func openReading(_ path: String) throws(StoreError) -> DatabaseQueue {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { throw .missing(path: path) }
        guard !files.fileExists(atPath: path + "/.") else { throw .notAnAtlas(path: path) }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = 1") }
        do {
            let queue = try recovering(path) { try DatabaseQueue(path: path, configuration: configuration) }
            try queue.read { database in
                let (application, version) = try marks(database)
                guard application == Schema.applicationID, version > 0 else { throw StoreError.notAnAtlas(path: path) }
                try refuseOther(version, path)
            }
            return queue
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            throw .unreadable(path: path, message: error.message ?? "no reason given")
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Opens an atlas of an older schema for reading and returns it with its schema version.
    static func openOlder(_ path: String) throws -> (queue: DatabaseQueue, version: Int)? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue = try recovering(path) { try DatabaseQueue(path: path, configuration: configuration) }
        let (application, version) = try queue.read { try marks($0) }
        guard application == Schema.applicationID, version > 0, version < Schema.version else { return nil }
        return (queue, version)
    }

    /// Opens the atlas at `path` for writing; a new or empty file becomes an atlas through `create`.
    ///
    /// WAL with `synchronous = NORMAL`: committed transactions survive when the process is killed. A power failure can
    /// lose the last transactions but never part of one, and indexing resumes from the rest. The log is checkpointed
    /// every 64 MB: each batch rewrites the maps of many units, and smaller checkpoints would make every batch wait for
    /// the disk.
    ///
    /// - Parameters:
    ///   - replacesOlder: Whether to replace an atlas of an older schema with a new one; otherwise opening it fails.
    ///   - accept: Called with an existing atlas before anything changes; if it throws, the file stays unchanged.
    ///   - create: Fills a new atlas, in the transaction that creates its tables.
    static func openWriting(
        _ path: String, replacesOlder: Bool = false, accept: (Database) throws -> Void,
        create: (Database) throws -> Void
    ) throws(StoreError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        let existed = FileManager.default.fileExists(atPath: path)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let (isNew, isReplaced) = try queue.read { database in
                let (application, version) = try marks(database)
                if try Self.isNew(database) { return (true, false) }
                guard application == Schema.applicationID else { throw StoreError.notAnAtlas(path: path) }
                if replacesOlder, version < Schema.version { return (false, true) }
                try refuseOther(version, path)
                try accept(database)
                return (false, false)
            }
            if isReplaced {
                // One SQLite transaction, so that the file always holds either the old atlas or the new one.
                let fresh = try DatabaseQueue()
                try fresh.write { database in
                    try build(database)
                    try create(database)
                }
                try fresh.backup(to: queue)
            }
            try queue.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16384
                        """)
            }
            if isNew {
                try queue.write { database in
                    try build(database)
                    try create(database)
                }
            }
            return queue
        } catch {
            if !existed { remove(path) }
            throw StoreError(error, path: path)
        }
    }

    /// Folds SQLite's side files into the atlas, unless somebody is reading it.
    static func standAlone(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { database in
            do {
                try database.execute(sql: "PRAGMA optimize; PRAGMA journal_mode = DELETE")
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
            }
        }
    }

    /// Whether there is no atlas at `path` yet: no file, or an empty database left by a killed process.
    static func isBlank(_ path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return true }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return
            (try? recovering(path) {
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                defer { try? queue.close() }
                return try queue.read { try Self.isNew($0) }
            }) ?? false
    }

    /// Runs `body`, which opens the file for reading. If a process was killed while SQLite changed the journal mode,
    /// only a writer can roll the journal back, so this opens a writer first and tries again.
    private static func recovering<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            let writer = try DatabaseQueue(path: path)
            _ = try writer.read { try marks($0) }
            try writer.close()
            return try body()
        }
    }

    private static func isNew(_ database: Database) throws -> Bool {
        let (application, version) = try marks(database)
        let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        return application == 0 && version == 0 && objects == 0
    }

    /// Deletes an atlas and SQLite's side files.
    static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    /// Creates the schema in an empty database.
    private static func build(_ database: Database) throws {
        try database.execute(sql: Schema.sql)
        let insert = try database.cachedStatement(sql: "INSERT INTO description VALUES (?, ?, ?)")
        for entry in Schema.meanings { try insert.execute(arguments: [entry.subject, entry.column, entry.meaning]) }
        try database.execute(
            sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version)")
    }

    private static func marks(_ database: Database) throws -> (application: Int64, version: Int) {
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        return (application, try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0)
    }

    private static func refuseOther(_ version: Int, _ path: String) throws {
        if version > Schema.version {
            throw StoreError.newerSchema(path: path, version: version, supported: Schema.version)
        }
        if version < Schema.version {
            throw StoreError.olderSchema(path: path, version: version, supported: Schema.version)
        }
    }
}
