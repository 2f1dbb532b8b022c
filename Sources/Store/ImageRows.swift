internal import Foundation
internal import GRDB
internal import Units

/// Reads and writes the tables `image` and `prediction`.
enum ImageRows {
    static let columns = "path, width, height, bytes, modified, digest, label, reason"
    static let columnCount = columns.split(separator: ",").count

    /// Stores an image and replaces the row with the same path, if there is one.
    static func save(_ image: IndexedImage, _ database: Database) throws {
        let record = image.record
        var reason: String?
        if case .skipped(let why) = record.status { reason = why }
        let upsert = try database.cachedStatement(
            sql: """
                INSERT INTO image (path, width, height, bytes, modified, digest, label, status, reason,
                  pooled_mean, pooled_max)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET width = excluded.width, height = excluded.height,
                  bytes = excluded.bytes, modified = excluded.modified, digest = excluded.digest,
                  label = excluded.label, status = excluded.status, reason = excluded.reason,
                  pooled_mean = excluded.pooled_mean, pooled_max = excluded.pooled_max
                """)
        try upsert.execute(arguments: [
            record.path, record.width, record.height, record.bytes, record.modified, record.digest,
            record.label?.value, reason == nil ? "indexed" : "skipped", reason,
            reason == nil ? FloatBlob.bytes(image.pooledMean) : nil,
            reason == nil ? FloatBlob.bytes(image.pooledMax) : nil,
        ])
        guard let id = try identifier(record.path, database) else { return }
        try database.cachedStatement(sql: "DELETE FROM prediction WHERE image = ?").execute(arguments: [id])
        let insert = try database.cachedStatement(sql: "INSERT INTO prediction VALUES (?, ?, ?, ?, ?)")
        for prediction in image.predictions {
            try insert.execute(arguments: [
                id, prediction.rank, prediction.classID.value, Double(prediction.logit), Double(prediction.probability),
            ])
        }
    }

    static func identifier(_ path: String, _ database: Database) throws -> Int64? {
        let statement = try database.cachedStatement(sql: "SELECT id FROM image WHERE path = ?")
        return try Int64.fetchOne(statement, arguments: [path])
    }

    /// Stores a new modification time of an image whose content has not changed.
    static func setModified(_ path: String, _ modified: Int64, _ database: Database) throws {
        try database.cachedStatement(sql: "UPDATE image SET modified = ? WHERE path = ?")
            .execute(arguments: [modified, path])
    }

    /// Decodes a record from a row that begins with `columns`.
    static func record(_ row: Row) throws -> ImageRecord {
        let reason = try row.decode(String?.self, atIndex: 7)
        return ImageRecord(
            path: try row.decode(atIndex: 0), width: try row.decode(atIndex: 1), height: try row.decode(atIndex: 2),
            bytes: try row.decode(atIndex: 3), modified: try row.decode(atIndex: 4), digest: try row.decode(atIndex: 5),
            label: try row.decode(Int?.self, atIndex: 6).map { ClassID($0) },
            status: reason.map { .skipped(reason: $0) } ?? .indexed)
    }
}
