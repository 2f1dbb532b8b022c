internal import Foundation
internal import GRDB
package import Tensors
package import Units

/// A row of the table `receptive_field`.
package struct ReceptiveFieldRecord: Sendable, Equatable {
    package let unit: UnitID
    /// Everything that the field depends on, apart from the unit's top images.
    package let configuration: FieldConfiguration
    /// The side of the smallest square that contains the configured share of the map's sum, in pixels of the network's
    /// input.
    package let size: Int
    /// The number of pixels at or above half the map's maximum.
    package let area: Int
    /// The number of images in the mean.
    package let images: Int
    /// The number of these images in which the square of `size` is cut by an edge of the image; nil if that was not
    /// determined.
    package let cut: Int?
    package let map: Plane

    package init(
        unit: UnitID, configuration: FieldConfiguration, size: Int, area: Int, images: Int, cut: Int?, map: Plane
    ) {
        self.unit = unit
        self.configuration = configuration
        self.size = size
        self.area = area
        self.images = images
        self.cut = cut
        self.map = map
    }
}

/// A row of the table `receptive_field` without its map.
package struct ReceptiveFieldSize: Sendable, Equatable {
    package let unit: UnitID
    package let size: Int
    package let area: Int
    package let images: Int
    package let cut: Int?
}

/// Reads and writes the tables `receptive_field` and `discrepancy`.
enum ReceptiveFieldRows {
    static func save(_ record: ReceptiveFieldRecord, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO receptive_field
                  (unit, method, configuration, width, height, size, area, images, map, cut)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            record.unit.value, FieldConfiguration.method, try record.configuration.json(), record.map.width,
            record.map.height, record.size,
            record.area, record.images, FloatBlob.bytes(record.map.values), record.cut,
        ])
    }

    static func fetch(_ request: String, _ arguments: StatementArguments, path: String, _ database: Database) throws
        -> [ReceptiveFieldRecord]
    {
        let sql =
            "SELECT unit, configuration, width, height, size, area, images, map, cut FROM receptive_field "
        return try Row.fetchAll(database, sql: sql + request, arguments: arguments).map { row in
            let unit = UnitID(try row.decode(atIndex: 0))
            let (width, height) = (try row.decode(Int.self, atIndex: 2), try row.decode(Int.self, atIndex: 3))
            guard let map = FloatBlob.values(try row.decode(atIndex: 7)), map.count == width * height else {
                throw StoreError.damaged(
                    path: path, .map(table: "receptive_field", unit: unit, height: height, width: width))
            }
            return ReceptiveFieldRecord(
                unit: unit,
                configuration: try StoredJSON.value(
                    try row.decode(atIndex: 1), column: "receptive_field.configuration", path: path),
                size: try row.decode(atIndex: 4), area: try row.decode(atIndex: 5), images: try row.decode(atIndex: 6),
                cut: try row.decode(Int?.self, atIndex: 8), map: Plane(height: height, width: width, values: map))
        }
    }

    static func save(
        _ drops: [Float], unit: UnitID, image: String, configuration: String, path: String, _ database: Database
    ) throws {
        guard let id = try ImageRows.identifier(image, database) else {
            throw StoreError.unknownImage(path: path, image: image)
        }
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO discrepancy VALUES (?, ?, ?, ?)")
            .execute(arguments: [unit.value, id, configuration, FloatBlob.bytes(drops)])
    }
}

extension AtlasReader {
    /// Returns the sizes of the fields estimated with `configuration`, in the order of units.
    package func receptiveFieldSizes(
        _ configuration: FieldConfiguration
    ) throws(StoreError) -> [ReceptiveFieldSize] {
        try read { database in
            let sql = """
                SELECT unit, size, area, images, cut FROM receptive_field WHERE method = ? AND configuration = ? ORDER BY unit
                """
            let arguments: StatementArguments = [FieldConfiguration.method, try configuration.json()]
            return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
                ReceptiveFieldSize(
                    unit: UnitID(try row.decode(atIndex: 0)), size: try row.decode(atIndex: 1),
                    area: try row.decode(atIndex: 2), images: try row.decode(atIndex: 3),
                    cut: try row.decode(Int?.self, atIndex: 4))
            }
        }
    }

    /// Returns the estimated fields in the order of units, then of configurations as text; with `configuration`, only
    /// those estimated with it.
    package func receptiveFields(
        _ configuration: FieldConfiguration? = nil
    ) throws(StoreError) -> [ReceptiveFieldRecord] {
        try read { database in
            let filter = "WHERE method = ? AND configuration = coalesce(?, configuration) ORDER BY unit, configuration"
            return try ReceptiveFieldRows.fetch(
                filter, [FieldConfiguration.method, try configuration?.json()], path: self.path, database)
        }
    }

    /// Returns the estimated fields of a unit in the order of their configurations as text; with `configuration`, only
    /// the one estimated with it.
    package func receptiveFields(
        of unit: UnitID, _ configuration: FieldConfiguration? = nil
    ) throws(StoreError) -> [ReceptiveFieldRecord] {
        try read { database in
            let filter = """
                WHERE unit = ? AND method = ? AND configuration = coalesce(?, configuration) ORDER BY configuration
                """
            return try ReceptiveFieldRows.fetch(
                filter, [unit.value, FieldConfiguration.method, try configuration?.json()], path: self.path, database)
        }
    }
}
