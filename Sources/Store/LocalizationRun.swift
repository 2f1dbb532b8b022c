internal import Foundation
internal import GRDB
package import Reporting
package import Units

/// A localization run as stored in an atlas.
package struct LocalizationRun: Sendable {
    /// The results for one image.
    package struct Image: Sendable, Equatable {
        package let path: String
        package let label: ClassID
        package let predicted: ClassID
        package let rank: Int?
        package let box: ObjectBox?
        package let intersectionOverUnion: Double

        package init(
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

    /// An annotation file as it was when it was read.
    package struct SourceFile: Sendable, Equatable {
        package let path: String
        /// The SHA-256 of its bytes.
        package let sha256: String

        package init(path: String, sha256: String) {
            self.path = path
            self.sha256 = sha256
        }
    }

    /// The annotations of the images.
    package struct Truth: Sendable, Equatable {
        package let boxes: SourceFile
        /// The labels; nil for the atlas's own.
        package let labels: SourceFile?
        /// Folders of masks.
        package let masks: String?
        package let ignored: String?

        package init(boxes: SourceFile, labels: SourceFile? = nil, masks: String? = nil, ignored: String? = nil) {
            (self.boxes, self.labels, self.masks, self.ignored) = (boxes, labels, masks, ignored)
        }
    }

    /// How the maps were computed and evaluated, and on which images.
    package struct Method: Sendable, Equatable {
        package let head: HeadID
        package let rule: String
        package let threshold: Double?
        package let weighting: String
        package let dilation: Int
        /// Of a trained head: `all`, `train` or `test`.
        package let part: String
        /// The same as `part`; if a threshold was chosen on one half of it, the other half: `even` or `odd`.
        package let split: String
        /// The half of the images on which the threshold was chosen: `even` or `odd`; nil if it was given.
        package let thresholdChosenOn: String?

        package init(
            head: HeadID, rule: String, threshold: Double?, weighting: String, dilation: Int, part: String,
            split: String, thresholdChosenOn: String? = nil
        ) {
            (self.head, self.rule, self.threshold, self.weighting) = (head, rule, threshold, weighting)
            (self.dilation, self.part, self.split) = (dilation, part, split)
            self.thresholdChosenOn = thresholdChosenOn
        }
    }

    /// A run with the same values replaces an earlier one.
    package let method: Method
    package let truth: Truth
    /// The numbers, with the names of their columns as keys.
    package let figures: [Figure]
    package let toolVersion: String
    package let images: [Image]

    package init(
        _ method: Method, truth: Truth, figures: [Figure], toolVersion: String, images: [Image]
    ) {
        (self.method, self.truth, self.figures) = (method, truth, figures)
        (self.toolVersion, self.images) = (toolVersion, images)
    }

    /// The column `configuration`: the files, how the threshold was chosen, and the confidence intervals.
    private var configuration: JSONValue {
        var members: [(String, JSONValue)] = [
            ("boxes", .string(truth.boxes.path)), ("boxes_sha256", .string(truth.boxes.sha256)),
        ]
        if let labels = truth.labels {
            members += [("labels", .string(labels.path)), ("labels_sha256", .string(labels.sha256))]
        }
        if let half = method.thresholdChosenOn { members.append(("threshold_chosen_on", .string(half))) }
        members += figures.members.filter { $0.0.hasSuffix("_interval") }
        return .object(members.sorted { $0.0 < $1.0 })
    }

    /// The columns, with their values, that identify the run.
    private var identity: [(column: String, value: (any DatabaseValueConvertible)?)] {
        [
            ("head", method.head.value), ("protocol", method.rule), ("threshold", method.threshold),
            ("weighting", method.weighting), ("dilation", method.dilation), ("part", method.part),
            ("split", method.split), ("boxes_sha256", truth.boxes.sha256), ("labels_sha256", truth.labels?.sha256),
            ("masks", truth.masks), ("ignored", truth.ignored),
        ]
    }

    /// Inserts the run, replaces an earlier run with the same values, and returns the id of its row.
    fileprivate func insert(_ database: Database) throws -> Int64 {
        try database.execute(
            sql: "DELETE FROM localization WHERE " + identity.map { "\($0.column) IS ?" }.joined(separator: " AND "),
            arguments: StatementArguments(identity.map(\.value)))
        var columns = identity
        columns += [
            ("boxes", truth.boxes.path), ("labels", truth.labels?.path), ("images", images.count),
            ("configuration", configuration.compact), ("tool_version", toolVersion),
        ]
        columns += figures.map { ($0.key, $0.value) }
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
    package func save(_ run: LocalizationRun) throws(StoreError) {
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
