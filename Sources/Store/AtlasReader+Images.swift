internal import Foundation
internal import GRDB
package import Units

/// The pooled activations of one image, with U units.
public struct PooledVectors: Sendable, Equatable {
    /// [U], the mean of each map.
    public let mean: [Float]
    /// [U], the maximum of each map.
    public let maximum: [Float]

    package init(mean: [Float], maximum: [Float]) {
        self.mean = mean
        self.maximum = maximum
    }
}

extension AtlasReader {
    /// The number of images, and how many the network classifies correctly.
    package func counts() throws(StoreError) -> ImageCounts { try read(ImageCounts.init) }
}

extension ImageCounts {
    /// Counts the images of an atlas.
    init(_ database: Database) throws {
        let images = """
            SELECT count(*) FILTER (WHERE status = 'indexed'), count(*) FILTER (WHERE status = 'skipped'),
                   count(*) FILTER (WHERE status = 'indexed' AND label IS NOT NULL) FROM image
            """
        let correct = """
            SELECT count(*) FILTER (WHERE p.rank = 1), count(*)
            FROM image i JOIN prediction p ON p.image = i.id AND p.class = i.label WHERE i.label IS NOT NULL
            """
        let some = try Row.fetchOne(database, sql: images) ?? Row()
        let right = try Row.fetchOne(database, sql: correct) ?? Row()
        self.init(
            indexed: try some.decode(atIndex: 0), skipped: try some.decode(atIndex: 1),
            labelled: try some.decode(atIndex: 2), correct: try right.decode(atIndex: 0),
            correctTop5: try right.decode(atIndex: 1))
    }
}

extension AtlasReader {
    /// Returns all images, including skipped ones, in the byte order of their paths; with `label`, only those with that
    /// label.
    package func images(label: ClassID? = nil) throws(StoreError) -> [ImageRecord] {
        try read { database in
            let sql = "SELECT \(ImageRows.columns) FROM image"
            let rows =
                if let label {
                    try Row.fetchAll(database, sql: sql + " WHERE label = ? ORDER BY path", arguments: [label.value])
                } else {
                    try Row.fetchAll(database, sql: sql + " ORDER BY path")
                }
            return try rows.map(ImageRows.record)
        }
    }

    /// Returns the image with this path; nil if the atlas does not contain it.
    package func image(_ path: String) throws(StoreError) -> ImageRecord? {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT \(ImageRows.columns) FROM image WHERE path = ?")
            return try Row.fetchOne(statement, arguments: [path]).map(ImageRows.record)
        }
    }

    /// Returns the most probable classes of an image by rank; empty if the image was skipped or is not in the atlas.
    package func predictions(of path: String) throws(StoreError) -> [Prediction] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT p.rank, p.class, p.logit, p.probability
                    FROM image i JOIN prediction p ON p.image = i.id WHERE i.path = ? ORDER BY p.rank
                    """)
            return try Row.fetchAll(statement, arguments: [path]).map { row in
                Prediction(
                    rank: try row.decode(atIndex: 0), classID: ClassID(try row.decode(atIndex: 1)),
                    logit: Float(try row.decode(Double.self, atIndex: 2)),
                    probability: Float(try row.decode(Double.self, atIndex: 3)))
            }
        }
    }

    /// Returns the pooled activations of an image; nil if the image was skipped or is not in the atlas.
    package func pooled(_ path: String) throws(StoreError) -> PooledVectors? {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT path, pooled_mean, pooled_max FROM image WHERE path = ? AND status = 'indexed'")
            return try Row.fetchOne(statement, arguments: [path]).map { try self.vectors($0) }
        }
    }

    /// Calls `body` with every indexed image and its pooled activations in the order of paths, reading 256 images at a
    /// time. Errors that `body` throws end the loop and are rethrown.
    package func forEachPooled(_ body: (ImageRecord, PooledVectors) throws -> Void) throws {
        var last = ""
        while true {
            let batch = try read { database in
                let statement = try database.cachedStatement(
                    sql: """
                        SELECT \(ImageRows.columns), pooled_mean, pooled_max FROM image
                        WHERE status = 'indexed' AND path > ? ORDER BY path LIMIT 256
                        """)
                return try Row.fetchAll(statement, arguments: [last]).map { row in
                    (try ImageRows.record(row), try self.vectors(row))
                }
            }
            for (record, vectors) in batch { try body(record, vectors) }
            guard let final = batch.last else { return }
            last = final.0.path
        }
    }

    /// Decodes the columns `pooled_mean` and `pooled_max`.
    private func vectors(_ row: Row) throws -> PooledVectors {
        guard
            let mean = FloatBlob.values(try row.decode(forColumn: "pooled_mean")),
            let maximum = FloatBlob.values(try row.decode(forColumn: "pooled_max")), mean.count == maximum.count
        else {
            throw StoreError.damaged(path: path, .pooledActivations(image: try row.decode(forColumn: "path")))
        }
        return PooledVectors(mean: mean, maximum: maximum)
    }
}
