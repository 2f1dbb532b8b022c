internal import Foundation
internal import GRDB
public import Tensors
public import Units

/// A row of the table `receptive_field`.
public struct ReceptiveFieldRecord: Sendable, Equatable {
    public let unit: UnitID
    public let method: String
    /// JSON: everything that it depends on besides the unit's best images.
    public let configuration: String
    /// Side of the smallest square that holds the stated share of the map's sum, in pixels of the network's input.
    public let size: Int
    /// Pixels at or above half of the map's maximum.
    public let area: Int
    /// How many images it is the mean of.
    public let images: Int
    /// In how many of them the square of `size` reaches an edge of the image that cuts the field; nil where that was not
    /// yet asked.
    public let cut: Int?
    public let map: Plane

    public init(
        unit: UnitID, method: String, configuration: String, size: Int, area: Int, images: Int, cut: Int?, map: Plane
    ) {
        self.unit = unit
        self.method = method
        self.configuration = configuration
        self.size = size
        self.area = area
        self.images = images
        self.cut = cut
        self.map = map
    }
}

/// A row of the table `receptive_field` without its map.
public struct ReceptiveFieldSize: Sendable, Equatable {
    public let unit: UnitID
    public let size: Int
    public let area: Int
    public let images: Int
    public let cut: Int?
}

/// The tables `receptive_field` and `discrepancy`.
enum ReceptiveFieldRows {
    static func save(_ record: ReceptiveFieldRecord, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO receptive_field VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            record.unit.value, record.method, record.configuration, record.map.width, record.map.height, record.size,
            record.area, record.images, FloatBlob.bytes(record.map.values), record.cut,
        ])
    }

    static func fetch(_ request: String, _ arguments: StatementArguments, path: String, _ database: Database) throws
        -> [ReceptiveFieldRecord]
    {
        let sql =
            "SELECT unit, method, configuration, width, height, size, area, images, map, cut FROM receptive_field "
        return try Row.fetchAll(database, sql: sql + request, arguments: arguments).map { row in
            let unit = UnitID(try row.decode(atIndex: 0))
            let (width, height) = (try row.decode(Int.self, atIndex: 3), try row.decode(Int.self, atIndex: 4))
            guard let map = FloatBlob.values(try row.decode(atIndex: 8)), map.count == width * height else {
                throw StoreError.damaged(path: path, message: "the field of unit \(unit) is not \(height)×\(width)")
            }
            return ReceptiveFieldRecord(
                unit: unit, method: try row.decode(atIndex: 1), configuration: try row.decode(atIndex: 2),
                size: try row.decode(atIndex: 5), area: try row.decode(atIndex: 6), images: try row.decode(atIndex: 7),
                cut: try row.decode(Int?.self, atIndex: 9), map: Plane(height: height, width: width, values: map))
        }
    }

    static func save(
        _ drops: [Float], unit: UnitID, image: String, configuration: String, path: String, _ database: Database
    ) throws {
        guard let id = try ImageRows.identifier(image, database) else {
            throw StoreError.unstorable(path: path, message: "the image \(image) is no longer in it")
        }
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO discrepancy VALUES (?, ?, ?, ?)")
            .execute(arguments: [unit.value, id, configuration, FloatBlob.bytes(drops)])
    }
}

extension AtlasReader {
    /// The sizes of estimated fields that were made so, in the order of units.
    public func receptiveFieldSizes(
        method: String, configuration: String
    ) throws(StoreError) -> [ReceptiveFieldSize] {
        try read { database in
            let sql = """
                SELECT unit, size, area, images, cut FROM receptive_field WHERE method = ? AND configuration = ? ORDER BY unit
                """
            return try Row.fetchAll(database, sql: sql, arguments: [method, configuration]).map { row in
                ReceptiveFieldSize(
                    unit: UnitID(try row.decode(atIndex: 0)), size: try row.decode(atIndex: 1),
                    area: try row.decode(atIndex: 2), images: try row.decode(atIndex: 3),
                    cut: try row.decode(Int?.self, atIndex: 4))
            }
        }
    }

    /// Estimated fields in the order of units, then configurations; with `configuration`, those made so.
    public func receptiveFields(
        method: String, configuration: String? = nil
    ) throws(StoreError) -> [ReceptiveFieldRecord] {
        try read { database in
            let filter = "WHERE method = ? AND configuration = coalesce(?, configuration) ORDER BY unit, configuration"
            return try ReceptiveFieldRows.fetch(filter, [method, configuration], path: self.path, database)
        }
    }

    /// A unit's estimated fields, in the order of their configurations; with `configuration`, the one made so.
    public func receptiveFields(
        of unit: UnitID, method: String, configuration: String? = nil
    ) throws(StoreError) -> [ReceptiveFieldRecord] {
        try read { database in
            let filter = """
                WHERE unit = ? AND method = ? AND configuration = coalesce(?, configuration) ORDER BY configuration
                """
            return try ReceptiveFieldRows.fetch(
                filter, [unit.value, method, configuration], path: self.path, database)
        }
    }
}
