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

    /// A file that people made, as it was when it was read.
    public struct SourceFile: Sendable, Equatable {
        public let path: String
        /// Of its bytes.
        public let sha256: String

        public init(path: String, sha256: String) {
            self.path = path
            self.sha256 = sha256
        }
    }

    /// What people said of the images.
    public struct Truth: Sendable, Equatable {
        public let boxes: SourceFile
        /// nil: the atlas's labels.
        public let labels: SourceFile?
        /// Folders.
        public let masks: String?
        public let ignored: String?

        public init(boxes: SourceFile, labels: SourceFile? = nil, masks: String? = nil, ignored: String? = nil) {
            (self.boxes, self.labels, self.masks, self.ignored) = (boxes, labels, masks, ignored)
        }
    }

    /// How the maps were made and judged, and on which images.
    public struct Method: Sendable, Equatable {
        public let head: HeadID
        public let rule: String
        public let threshold: Double?
        public let weighting: String
        public let dilation: Int
        /// Of a trained head: `all`, `train` or `test`.
        public let part: String
        /// The part again; or, where a threshold was chosen on one half of it, the other: `even` or `odd`.
        public let split: String

        public init(
            head: HeadID, rule: String, threshold: Double?, weighting: String, dilation: Int, part: String,
            split: String
        ) {
            (self.head, self.rule, self.threshold, self.weighting) = (head, rule, threshold, weighting)
            (self.dilation, self.part, self.split) = (dilation, part, split)
        }
    }

    /// With those of another run it takes its place.
    public let method: Method
    public let truth: Truth
    /// The columns of numbers by name.
    public let figures: [(name: String, value: Double?)]
    /// JSON.
    public let configuration: String
    public let toolVersion: String
    public let images: [Image]

    public init(
        _ method: Method, truth: Truth, figures: [(name: String, value: Double?)], configuration: String,
        toolVersion: String, images: [Image]
    ) {
        (self.method, self.truth, self.figures) = (method, truth, figures)
        (self.configuration, self.toolVersion, self.images) = (configuration, toolVersion, images)
    }

    public static func == (a: LocalizationRun, b: LocalizationRun) -> Bool {
        a.method == b.method && a.truth == b.truth && a.configuration == b.configuration
            && a.images == b.images && a.figures.elementsEqual(b.figures) { $0 == $1 }
    }

    /// What tells the run from others: columns with their values.
    private var identity: [(column: String, value: (any DatabaseValueConvertible)?)] {
        [
            ("head", method.head.value), ("protocol", method.rule), ("threshold", method.threshold),
            ("weighting", method.weighting), ("dilation", method.dilation), ("part", method.part),
            ("split", method.split), ("boxes_sha256", truth.boxes.sha256), ("labels_sha256", truth.labels?.sha256),
            ("masks", truth.masks), ("ignored", truth.ignored),
        ]
    }

    /// In the place of an earlier run that was run the same way; its row's id.
    fileprivate func insert(_ database: Database) throws -> Int64 {
        try database.execute(
            sql: "DELETE FROM localization WHERE " + identity.map { "\($0.column) IS ?" }.joined(separator: " AND "),
            arguments: StatementArguments(identity.map(\.value)))
        var columns = identity
        columns += [
            ("boxes", truth.boxes.path), ("labels", truth.labels?.path), ("images", images.count),
            ("configuration", configuration), ("tool_version", toolVersion),
        ]
        columns += figures.map { ($0.name, $0.value) }
        let names = columns.map(\.column).joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        try database.execute(
            sql: "INSERT INTO localization (\(names)) VALUES (\(marks))",
            arguments: StatementArguments(columns.map(\.value)))
        return database.lastInsertedRowID
    }
}

extension AtlasEditor {
    /// Stores a run in one transaction; it replaces an earlier run with the same configuration and files.
    ///
    /// - Throws: `StoreError.unknownImage`.
    public func save(_ run: LocalizationRun) throws(StoreError) {
        try write { database in
            let id = try run.insert(database)
            let find = try database.cachedStatement(sql: "SELECT id FROM image WHERE path = ?")
            let sql = "INSERT INTO localization_image VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            let add = try database.cachedStatement(sql: sql)
            for image in run.images {
                guard let row = try Int64.fetchOne(find, arguments: [image.path]) else {
                    throw StoreError.unknownImage(path: path, image: image.path)
                }
                try add.execute(arguments: [
                    id, row, image.label.value, image.predicted.value, image.rank, image.box?.x0, image.box?.y0,
                    image.box?.x1, image.box?.y1, image.intersectionOverUnion,
                ])
            }
        }
    }
}
