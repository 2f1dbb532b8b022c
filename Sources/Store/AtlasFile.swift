internal import Foundation
internal import GRDB

/// Opening and creating the file itself.
enum AtlasFile {
    /// Fails when there is no atlas at `path` that this program can read.
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
                try refuseNewer(version, path)
                if version < Schema.version {
                    throw StoreError.olderSchema(path: path, version: version, supported: Schema.version)
                }
            }
            return queue
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            throw .unreadable(path: path, message: error.message ?? "no reason given")
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Opens the atlas at `path` for writing; a new or empty file becomes an atlas through `create`.
    ///
    /// WAL with `synchronous = NORMAL`: a killed process loses nothing that it committed. A power cut may lose the last
    /// transactions, never half of one, and the index goes on from what is there. The log is folded into the file every
    /// 64 MB: a batch rewrites the maps of many units, and would else wait for the disk each time.
    /// - Parameters:
    ///   - accept: Called on an atlas that was there, before anything is changed; what it throws leaves the file alone.
    ///   - create: Fills a new atlas, in the transaction that makes its tables.
    static func openWriting(
        _ path: String, accept: (Database) throws -> Void, create: (Database) throws -> Void
    ) throws(StoreError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        let existed = FileManager.default.fileExists(atPath: path)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let (isNew, version) = try queue.read { database in
                let (application, version) = try marks(database)
                let isNew = try Self.isNew(database)
                guard isNew || application == Schema.applicationID else { throw StoreError.notAnAtlas(path: path) }
                try refuseNewer(version, path)
                if !isNew { try accept(database) }
                return (isNew, version)
            }
            try queue.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16384
                        """)
            }
            if version < Schema.version {
                try queue.write { database in
                    try migrate(database, from: version)
                    if isNew { try create(database) }
                }
            }
            return queue
        } catch {
            if !existed { remove(path) }
            throw StoreError(error, path: path)
        }
    }

    /// Makes the atlas one file without SQLite's side files, unless somebody is reading it just now.
    static func standAlone(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { database in
            do {
                try database.execute(sql: "PRAGMA optimize; PRAGMA journal_mode = DELETE")
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
            }
        }
    }

    /// Whether nothing is at `path` yet: no file, or a database that a killed process made and did not fill.
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

    /// Runs `body`, which opens for reading. A process killed while SQLite changed the kind of its journal leaves one that
    /// only a writer can roll back: then one is opened for a moment.
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

    /// Removes an atlas with what SQLite lays beside it.
    static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    static func migrate(_ database: Database, from version: Int) throws {
        for migration in Schema.migrations[version...] { try database.execute(sql: migration) }
        try HeadRows.fillRows(database)
        try describe(database)
        try database.execute(
            sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version)")
    }

    private static func describe(_ database: Database) throws {
        try database.execute(sql: "DELETE FROM description")
        let insert = try database.cachedStatement(sql: "INSERT INTO description VALUES (?, ?, ?)")
        for entry in Schema.meanings {
            try insert.execute(arguments: [entry.subject, "", entry.meaning])
            for column in entry.columns {
                try insert.execute(arguments: [entry.subject, column.name, column.meaning])
            }
        }
    }

    private static func marks(_ database: Database) throws -> (application: Int64, version: Int) {
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        return (application, try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0)
    }

    private static func refuseNewer(_ version: Int, _ path: String) throws {
        if version > Schema.version {
            throw StoreError.newerSchema(path: path, version: version, supported: Schema.version)
        }
    }
}
