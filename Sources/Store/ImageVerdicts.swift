internal import Foundation
internal import GRDB
package import Units

/// An image with its row in the atlas and its class according to the native head.
package struct ImageVerdict: Sendable, Equatable {
    package let id: ImageID
    package let record: ImageRecord
    /// The most probable class; nil if the image was skipped or the atlas has no native head.
    package let prediction: Prediction?

    package init(id: ImageID, record: ImageRecord, prediction: Prediction?) {
        self.id = id
        self.record = record
        self.prediction = prediction
    }
}

extension AtlasReader {
    /// Returns all images, including skipped ones, in the byte order of their paths.
    package func verdicts() throws(StoreError) -> [ImageVerdict] {
        try read { database in
            let columns = ImageRows.columns.split(separator: ", ").map { "i.\($0)" }.joined(separator: ", ")
            let sql = """
                SELECT \(columns), i.id, p.class, p.logit, p.probability
                FROM image i LEFT JOIN prediction p ON p.image = i.id AND p.rank = 1 ORDER BY i.path
                """
            return try Row.fetchAll(database, sql: sql).map { row in
                let prediction = try row.decode(Int?.self, atIndex: ImageRows.columnCount + 1).map { id in
                    Prediction(
                        rank: 1, classID: ClassID(id),
                        logit: Float(try row.decode(Double.self, atIndex: ImageRows.columnCount + 2)),
                        probability: Float(try row.decode(Double.self, atIndex: ImageRows.columnCount + 3)))
                }
                return ImageVerdict(
                    id: ImageID(try row.decode(atIndex: ImageRows.columnCount)), record: try ImageRows.record(row),
                    prediction: prediction)
            }
        }
    }

    /// Returns the units that have an image among their top activations, with its rank; best ranks first.
    package func unitsExcited(by image: ImageID) throws(StoreError) -> [(unit: UnitID, rank: Int, maximum: Float)] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT unit, rank, maximum FROM top_activation WHERE image = ? ORDER BY rank, unit")
            return try Row.fetchAll(statement, arguments: [image.value]).map { row in
                (
                    UnitID(try row.decode(atIndex: 0)), try row.decode(atIndex: 1),
                    Float(try row.decode(Double.self, atIndex: 2))
                )
            }
        }
    }
}
