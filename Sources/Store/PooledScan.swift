internal import Foundation
internal import GRDB
package import Units

/// One image in a scan.
package struct PooledRow {
    /// Pooled activations [U].
    package let values: [Float]
    fileprivate let row: Row

    package func path() throws -> String { try row.decode(atIndex: 0) }
}

extension AtlasReader {
    /// Returns the row ids of images in `parts` ranges of about equal length, for as many threads to scan. Every thread
    /// needs its own reader.
    package func imageRows(parts: Int) throws(StoreError) -> [Range<Int64>] {
        let (low, high) = try read { database in
            let row = try Row.fetchOne(database, sql: "SELECT min(id), max(id) FROM image") ?? Row()
            return (try row.decode(Int64?.self, atIndex: 0) ?? 0, try row.decode(Int64?.self, atIndex: 1) ?? -1)
        }
        let (count, parts) = (high - low + 1, Int64(max(1, parts)))
        return (0..<parts).map { low + count * $0 / parts..<low + count * ($0 + 1) / parts }.filter { !$0.isEmpty }
    }

    /// Calls `body` with the pooled activations of every indexed image in `rows`, in storage order, which is the
    /// fastest; one image is in memory at a time. Errors that `body` throws end the scan and are rethrown.
    package func scanPooled(_ pooling: Pooling, rows: Range<Int64>, body: (PooledRow) throws -> Void) throws {
        try scan(pooling, "id >= ? AND id < ?", [rows.lowerBound, rows.upperBound], order: "id", body: body)
    }

    /// Calls `body` with the pooled activations of every indexed image in the order of paths; one image is in memory at
    /// a time. Errors that `body` throws end the scan and are rethrown.
    package func scanPooled(_ pooling: Pooling, body: (PooledRow) throws -> Void) throws {
        try scan(pooling, "true", [], order: "path", body: body)
    }

    private func scan(
        _ pooling: Pooling, _ condition: String, _ arguments: StatementArguments, order: String,
        body: (PooledRow) throws -> Void
    ) throws {
        let units = try unitCount()
        try queue.read { database in
            let found = try Row.fetchCursor(
                database,
                sql: """
                    SELECT path, \(pooling.column) FROM image WHERE \(condition) AND status = 'indexed' ORDER BY \(order)
                    """, arguments: arguments)
            var values = [Float](repeating: 0, count: units)
            while let row = try found.next() {
                guard FloatBlob.read(row, column: 1, into: &values) else {
                    throw StoreError.damaged(path: path, .pooledActivations(image: try row.decode(atIndex: 0)))
                }
                try body(PooledRow(values: values, row: row))
            }
        }
    }
}
