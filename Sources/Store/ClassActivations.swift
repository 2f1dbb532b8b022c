internal import Foundation
internal import GRDB
internal import Units

/// The table `class_activation`: the mean pooled activations of the images of each class.
enum ClassActivations {
    /// Refills the table. Images are added in double precision in the order of their paths, so that the sums do not
    /// depend on the order in which the images were indexed. If the head also averages over cells in the padding of its
    /// convolution, which have no activation (SqueezeNet), these means do too.
    static func fill(_ database: Database, path: String) throws {
        try database.execute(sql: "DELETE FROM class_activation")
        let pooling = try String.fetchOne(database, sql: "SELECT pooling FROM head WHERE id = 1")
        let column = pooling == Pooling.maximum.rawValue ? "pooled_max" : "pooled_mean"
        let labelled =
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM image WHERE label IS NOT NULL AND status = 'indexed')")
            ?? false
        let sql =
            labelled
            ? "SELECT label, \(column), path FROM image WHERE status = 'indexed' AND label IS NOT NULL ORDER BY path"
            : """
            SELECT p.class, i.\(column), i.path FROM image i CROSS JOIN prediction p ON p.image = i.id AND p.rank = 1
            WHERE i.status = 'indexed' ORDER BY i.path
            """
        let scale = try inside(database)
        var sums: [Int: (images: Int, sums: [Double])] = [:]
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            guard let pooled = FloatBlob.values(try row.decode(atIndex: 1)) else {
                throw StoreError.damaged(path: path, .pooledActivations(image: try row.decode(atIndex: 2)))
            }
            let label: Int = try row.decode(atIndex: 0)
            var entry = sums.removeValue(forKey: label) ?? (0, [Double](repeating: 0, count: pooled.count))
            guard entry.sums.count == pooled.count else {
                throw StoreError.damaged(path: path, .pooledActivations(image: try row.decode(atIndex: 2)))
            }
            entry.images += 1
            for unit in pooled.indices { entry.sums[unit] += Double(pooled[unit]) }
            sums[label] = entry
        }
        let insert = try database.cachedStatement(
            sql: "INSERT INTO class_activation SELECT ?, key, ?, value, ? FROM json_each(?)")
        for (label, entry) in sums.sorted(by: { $0.key < $1.key }) {
            let means = entry.sums.map { ($0 / Double(entry.images) * scale).description }
            try insert.execute(arguments: [
                label, entry.images, labelled ? "label" : "prediction", "[" + means.joined(separator: ",") + "]",
            ])
        }
    }

    /// Returns the number of cells of the layer's maps as a share, 0 to 1, of all cells that the head averages over.
    private static func inside(_ database: Database) throws -> Double {
        let cells = try Int.fetchOne(database, sql: "SELECT map_height * map_width FROM atlas") ?? 0
        return try HeadRows.fetchForm(.native, database)?.share(ofCells: cells) ?? 1
    }
}
