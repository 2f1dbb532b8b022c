internal import Foundation
internal import GRDB
package import Units

/// Adds estimated receptive fields of one configuration to an atlas, with one transaction per image.
///
/// If the process is killed, the atlas keeps the committed images; after reopening it, the writer returns which ones
/// they are. While a writer is open, readers can read, and opening a second writer fails.
package final class ReceptiveFieldWriter: Sendable {
    package let configuration: FieldConfiguration

    /// The configuration as stored.
    private let text: String

    private let editor: AtlasEditor

    /// The atlas's file.
    package var path: String { editor.path }

    /// Opens an atlas.
    ///
    /// - Throws: `StoreError`: `missing`, `locked`, `notAnAtlas`, `newerSchema`, `damaged`, `unwritable`.
    package init(path: String, configuration: FieldConfiguration) throws(StoreError) {
        self.configuration = configuration
        text = try storing(path) { try configuration.json() }
        editor = try AtlasEditor(path: path)
    }

    /// Folds SQLite's side files into the atlas, closes it and releases its lock. Committed images stay; the writer
    /// cannot be used afterwards.
    package func close() { editor.close() }

    /// Returns the paths of the processed images of each unfinished unit.
    package func known() throws(StoreError) -> [UnitID: Set<ImagePath>] {
        try editor.read { database in
            var found: [UnitID: Set<ImagePath>] = [:]
            let sql = """
                SELECT d.unit, i.path FROM discrepancy d JOIN image i ON i.id = d.image WHERE d.configuration = ?
                """
            for row in try Row.fetchAll(database, sql: sql, arguments: [text]) {
                found[UnitID(try row.decode(atIndex: 0)), default: []].insert(
                    ImagePath(try row.decode(String.self, atIndex: 1)))
            }
            return found
        }
    }

    /// Stores the drops of some units' activations when patches cover one image.
    package func commit(image: String, _ drops: [(unit: UnitID, drops: [Float])]) throws(StoreError) {
        try editor.write { database in
            for entry in drops {
                try ReceptiveFieldRows.save(
                    entry.drops, unit: entry.unit, image: image, configuration: text, path: path, database)
            }
        }
    }

    /// Returns the drops of a unit's activation when patches cover an image; nil if they are not stored.
    package func drops(_ unit: UnitID, image: String) throws(StoreError) -> [Float]? {
        try editor.read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT d.drops FROM image i JOIN discrepancy d ON d.image = i.id
                    WHERE i.path = ? AND d.unit = ? AND d.configuration = ?
                    """)
            return try Data.fetchOne(statement, arguments: [image, unit.value, text])
                .flatMap { FloatBlob.values($0) }
        }
    }

    /// Stores the field of a unit and deletes the drops that it was computed from.
    package func finish(_ record: ReceptiveFieldRecord) throws(StoreError) {
        try editor.write { database in
            try ReceptiveFieldRows.save(record, database)
            try database.cachedStatement(sql: "DELETE FROM discrepancy WHERE unit = ? AND configuration = ?")
                .execute(arguments: [record.unit.value, text])
        }
    }
}
