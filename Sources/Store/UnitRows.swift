internal import Foundation
internal import GRDB
internal import Tensors
internal import Units

/// Reads and writes the tables `unit`, `unit_state` and `top_activation`.
enum UnitRows {
    /// Stores the changes of a batch to one unit and returns the results that this made stale.
    ///
    /// - Parameter images: The row ids of images by path that were already looked up in this transaction.
    static func save(
        _ update: UnitUpdate, images: inout [ImagePath: Int64], path: String, _ database: Database
    ) throws -> RemovedResults {
        let unit = update.unit.value
        let record = update.record
        try database.cachedStatement(
            sql: """
                INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET mean = excluded.mean,
                  deviation = excluded.deviation, maximum = excluded.maximum,
                  active_fraction = excluded.active_fraction, threshold = excluded.threshold,
                  unclipped_maximum = excluded.unclipped_maximum, unclipped_threshold = excluded.unclipped_threshold
                """
        ).execute(arguments: [
            unit, record.mean, record.deviation, Double(record.maximum), record.activeFraction,
            Double(record.threshold), record.unclipped.map { Double($0.maximum) },
            record.unclipped.map { Double($0.threshold) },
        ])
        try database.cachedStatement(
            sql: "INSERT INTO unit_state VALUES (?, ?) ON CONFLICT (unit) DO UPDATE SET state = excluded.state"
        ).execute(arguments: [unit, Data(update.state)])
        guard let top = update.top else { return RemovedResults() }
        try save(top, of: unit, images: &images, path: path, database)
        return try DerivedRows.removeFields(of: unit, database)
    }

    private static func save(
        _ top: [TopActivation], of unit: Int, images: inout [ImagePath: Int64], path: String, _ database: Database
    ) throws {
        let upsert = try database.cachedStatement(
            sql: """
                INSERT INTO top_activation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (unit, rank) DO UPDATE SET image = excluded.image, maximum = excluded.maximum,
                  mean = excluded.mean, cell_x = excluded.cell_x, cell_y = excluded.cell_y, map = excluded.map,
                  unclipped_maximum = excluded.unclipped_maximum, unclipped_map = excluded.unclipped_map
                """)
        for (index, activation) in top.enumerated() {
            guard let image = try images[path: activation.path] ?? ImageRows.identifier(activation.path, database)
            else {
                throw StoreError.unknownImage(path: path, image: activation.path)
            }
            images[path: activation.path] = image
            try upsert.execute(arguments: [
                unit, index + 1, image, Double(activation.maximum), Double(activation.mean), activation.cellX,
                activation.cellY, FloatBlob.bytes(activation.map.values),
                activation.unclipped?.maximum.map { Double($0) },
                activation.unclipped.map { FloatBlob.bytes($0.values) },
            ])
        }
        try database.cachedStatement(sql: "DELETE FROM top_activation WHERE unit = ? AND rank > ?")
            .execute(arguments: [unit, top.count])
    }

    static func fetchAll(_ database: Database) throws -> [UnitRecord] {
        let sql =
            "SELECT id, mean, deviation, maximum, active_fraction, threshold, unclipped_maximum, unclipped_threshold"
            + " FROM unit ORDER BY id"
        return try Row.fetchAll(database, sql: sql).map { row in
            let maximum = try row.decode(Double?.self, atIndex: 6)
            let threshold = try row.decode(Double?.self, atIndex: 7)
            return UnitRecord(
                unit: UnitID(try row.decode(atIndex: 0)), mean: try row.decode(atIndex: 1),
                deviation: try row.decode(atIndex: 2), maximum: Float(try row.decode(Double.self, atIndex: 3)),
                activeFraction: try row.decode(atIndex: 4), threshold: Float(try row.decode(Double.self, atIndex: 5)),
                unclipped: maximum.flatMap { maximum in
                    threshold.map { UnitRecord.Extremes(maximum: Float(maximum), threshold: Float($0)) }
                })
        }
    }

    /// Returns the top activations of a unit, best first, with maps of `height`×`width` cells.
    static func fetchTop(
        of unit: UnitID, height: Int, width: Int, path: String, _ database: Database
    ) throws -> [TopActivation] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT i.path, t.maximum, t.mean, t.cell_x, t.cell_y, t.map, t.unclipped_map
                FROM top_activation t JOIN image i ON i.id = t.image WHERE t.unit = ? ORDER BY t.rank
                """)
        return try Row.fetchAll(statement, arguments: [unit.value]).map { row in
            func plane(_ blob: Data) throws -> Plane {
                guard let map = FloatBlob.values(blob), map.count == height * width else {
                    throw StoreError.damaged(
                        path: path, .map(table: "top_activation", unit: unit, height: height, width: width))
                }
                return Plane(height: height, width: width, values: map)
            }
            return TopActivation(
                path: try row.decode(atIndex: 0), maximum: Float(try row.decode(Double.self, atIndex: 1)),
                mean: Float(try row.decode(Double.self, atIndex: 2)), cellX: try row.decode(atIndex: 3),
                cellY: try row.decode(atIndex: 4), map: try plane(try row.decode(atIndex: 5)),
                unclipped: try row.decode(Data?.self, atIndex: 6).map(plane))
        }
    }

    /// Returns the states from which the statistics of the units resume, from unit 0.
    static func fetchStates(path: String, _ database: Database) throws -> [[UInt8]] {
        var states: [[UInt8]] = []
        for row in try Row.fetchAll(database, sql: "SELECT unit, state FROM unit_state ORDER BY unit") {
            guard try row.decode(Int.self, atIndex: 0) == states.count else {
                throw StoreError.damaged(path: path, .missingState(UnitID(states.count)))
            }
            states.append([UInt8](try row.decode(Data.self, atIndex: 1)))
        }
        return states
    }
}
