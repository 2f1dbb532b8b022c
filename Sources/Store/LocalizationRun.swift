internal import Foundation
internal import GRDB
public import Units

/// A localization run as an atlas keeps it.
public struct LocalizationRun: Sendable, Equatable {
    /// One image of it.
    public struct Image: Sendable, Equatable {
        public let path: String
        public let label: ClassID
        public let predicted: ClassID
        public let rank: Int?
        public let box: ObjectBox?
        public let intersectionOverUnion: Double

        public init(
            path: String, label: ClassID, predicted: ClassID, rank: Int?, box: ObjectBox?,
            intersectionOverUnion: Double
        ) {
            self.path = path
            self.label = label
            self.predicted = predicted
            self.rank = rank
            self.box = box
            self.intersectionOverUnion = intersectionOverUnion
        }
    }

    /// The columns of `localization` that say how it was run: with those of another run it takes its place.
    public let head: HeadID
    public let rule: String
    public let threshold: Double?
    public let weighting: String
    public let dilation: Int
    public let split: String
    /// The other columns of numbers by name.
    public let figures: [(name: String, value: Double?)]
    /// JSON.
    public let configuration: String
    public let toolVersion: String
    public let images: [Image]

    public init(
        head: HeadID, rule: String, threshold: Double?, weighting: String, dilation: Int, split: String,
        figures: [(name: String, value: Double?)], configuration: String, toolVersion: String, images: [Image]
    ) {
        (self.head, self.rule, self.threshold, self.weighting) = (head, rule, threshold, weighting)
        (self.dilation, self.split, self.figures) = (dilation, split, figures)
        (self.configuration, self.toolVersion, self.images) = (configuration, toolVersion, images)
    }

    public static func == (a: LocalizationRun, b: LocalizationRun) -> Bool {
        a.head == b.head && a.rule == b.rule && a.threshold == b.threshold && a.weighting == b.weighting
            && a.dilation == b.dilation && a.split == b.split && a.configuration == b.configuration
            && a.images == b.images && a.figures.elementsEqual(b.figures) { $0 == $1 }
    }

    /// Stores the run in the atlas at `path`, in one transaction; an earlier run of the same head, protocol, threshold,
    /// weighting, dilation and split is replaced.
    ///
    /// - Throws: `StoreError`: `missing`, `locked`, `unwritable`, or `unstorable` for an image that the atlas does not hold.
    public func store(in path: String) throws(StoreError) {
        guard AtlasReader.isThere(path) else { throw .missing(path: path) }
        let lock = try WriterLock(atlas: path)
        defer { lock.release() }
        let queue = try AtlasFile.openWriting(path) { _ in
        } create: { _ in
        }
        defer { try? queue.close() }
        try storing(path) {
            try queue.write { database in
                let id = try insert(database)
                let find = try database.cachedStatement(sql: "SELECT id FROM image WHERE path = ?")
                let sql = "INSERT INTO localization_image VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                let add = try database.cachedStatement(sql: sql)
                for image in images {
                    guard let row = try Int64.fetchOne(find, arguments: [image.path]) else {
                        throw StoreError.unstorable(path: path, message: "it holds no image \(image.path)")
                    }
                    try add.execute(arguments: [
                        id, row, image.label.value, image.predicted.value, image.rank, image.box?.x0, image.box?.y0,
                        image.box?.x1, image.box?.y1, image.intersectionOverUnion,
                    ])
                }
            }
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                // Somebody may be reading: then SQLite's side files stay until the next run.
                try? database.execute(sql: "PRAGMA journal_mode = DELETE")
            }
        }
    }

    private func insert(_ database: Database) throws -> Int64 {
        try database.execute(
            sql: """
                DELETE FROM localization WHERE head = ? AND protocol = ? AND threshold IS ? AND weighting = ?
                  AND dilation = ? AND split = ?
                """, arguments: [head.value, rule, threshold, weighting, dilation, split])
        var columns: [(String, (any DatabaseValueConvertible)?)] = [
            ("head", head.value), ("protocol", rule), ("threshold", threshold), ("weighting", weighting),
            ("dilation", dilation), ("split", split), ("images", images.count), ("configuration", configuration),
            ("tool_version", toolVersion),
        ]
        columns += figures.map { ($0.name, $0.value) }
        let names = columns.map(\.0).joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        try database.execute(
            sql: "INSERT INTO localization (\(names)) VALUES (\(marks))",
            arguments: StatementArguments(columns.map(\.1)))
        return database.lastInsertedRowID
    }
}
