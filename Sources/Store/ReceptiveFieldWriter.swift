internal import Foundation
internal import GRDB
package import Units

/// Adds estimated receptive fields of one configuration to an atlas, an image a transaction.
///
/// Killed at any instant, the atlas holds the images that were committed; opened again, it tells which those are. While
/// one is open, readers may read, and a second writer is refused.
package final class ReceptiveFieldWriter: Sendable {
    package let configuration: FieldConfiguration

    /// The configuration as it is stored.
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

    /// Makes the atlas one file that stands alone, and gives it and its lock back. Whatever was committed stays; nothing
    /// else can be done with the writer.
    package func close() { editor.close() }

    /// The images that are done for each unfinished unit, by path.
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

    /// Stores what covering one image took from some units.
    package func commit(image: String, _ drops: [(unit: UnitID, drops: [Float])]) throws(StoreError) {
        try editor.write { database in
            for entry in drops {
                try ReceptiveFieldRows.save(
                    entry.drops, unit: entry.unit, image: image, configuration: text, path: path, database)
            }
        }
    }

    /// What covering an image took from a unit; nil where that is not known.
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

    /// Stores a unit's field, and forgets what it was made from.
    package func finish(_ record: ReceptiveFieldRecord) throws(StoreError) {
        try editor.write { database in
            try ReceptiveFieldRows.save(record, database)
            try database.cachedStatement(sql: "DELETE FROM discrepancy WHERE unit = ? AND configuration = ?")
                .execute(arguments: [record.unit.value, text])
        }
    }
}
