internal import Foundation
internal import GRDB
package import Units

/// A row of the table `segmentation`.
package struct SegmentationRecord: Sendable, Equatable {
    package let unit: UnitID
    /// The image's path.
    package let image: String
    /// The name of the method, and its settings as JSON.
    package let method: String
    package let configuration: String
    /// The mask, at the image's own size.
    package let mask: Mask

    package init(unit: UnitID, image: String, method: String, configuration: String, mask: Mask) {
        self.unit = unit
        self.image = image
        self.method = method
        self.configuration = configuration
        self.mask = mask
    }
}

extension AtlasEditor {
    /// Stores masks in one transaction; each replaces a mask of the same unit, image, method and settings.
    package func save(_ records: [SegmentationRecord]) throws(StoreError) {
        try write { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO segmentation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for record in records {
                guard let image = try ImageRows.identifier(record.image, database) else {
                    throw StoreError.unknownImage(path: path, image: record.image)
                }
                let box = record.mask.boundingBox ?? BoundingBox(x0: 0, y0: 0, x1: 0, y1: 0)
                try insert.execute(arguments: [
                    record.unit.value, image, record.method, record.configuration, Data(MaskRuns.bytes(record.mask)),
                    record.mask.area, box.x0, box.y0, box.x1, box.y1,
                ])
            }
        }
    }
}

extension AtlasReader {
    /// Returns the stored masks of a unit in the order of method, settings and image.
    package func segmentations(of unit: UnitID) throws(StoreError) -> [SegmentationRecord] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT i.path, s.method, s.configuration, s.mask FROM segmentation s JOIN image i ON i.id = s.image
                    WHERE s.unit = ? ORDER BY s.method, s.configuration, i.path
                    """)
            return try Row.fetchAll(statement, arguments: [unit.value]).map { row in
                let image: String = try row.decode(atIndex: 0)
                guard let mask = MaskRuns.mask([UInt8](try row.decode(Data.self, atIndex: 3))) else {
                    throw StoreError.damaged(path: path, .mask(unit: unit, image: image))
                }
                return SegmentationRecord(
                    unit: unit, image: image, method: try row.decode(atIndex: 1),
                    configuration: try row.decode(atIndex: 2), mask: mask)
            }
        }
    }

    /// Returns the state of each unit's statistics, in the order of units, from which `Observers` can compute other
    /// quantiles than the stored one.
    package func unitStates() throws(StoreError) -> [[UInt8]] {
        try read { try UnitRows.fetchStates(path: self.path, $0) }
    }
}
