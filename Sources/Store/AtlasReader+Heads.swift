internal import Foundation
internal import GRDB
package import Units

extension AtlasReader {
    /// All heads, the native one first, then in the order in which they were made.
    package func heads() throws(StoreError) -> [HeadRecord] {
        try read { database in
            let sql = """
                SELECT id, name, pooling, loss, configuration,
                       (SELECT count(*) FROM head_bias b WHERE b.head = head.id) FROM head ORDER BY id
                """
            return try Row.fetchAll(database, sql: sql).map { row in
                guard let pooling = Pooling(rawValue: try row.decode(atIndex: 2)) else {
                    throw StoreError.damaged(path: self.path, message: "a head pools in an unknown way")
                }
                let configuration: String = try row.decode(atIndex: 4)
                guard let form = HeadRows.form(configuration) else {
                    throw StoreError.damaged(
                        path: self.path, message: "a head does not say how logits follow from maps")
                }
                return HeadRecord(
                    id: HeadID(try row.decode(atIndex: 0)), name: try row.decode(atIndex: 1), pooling: pooling,
                    form: form, loss: try row.decode(String?.self, atIndex: 3),
                    configuration: try StoredJSON.value(
                        configuration, column: "head.configuration", path: self.path),
                    classCount: try row.decode(atIndex: 5))
            }
        }
    }

    /// What a trained head was fitted and tested on, in the order of paths; nothing for the native head.
    package func labels(of head: HeadID) throws(StoreError) -> [HeadLabel] {
        try read { database in
            let sql = """
                SELECT i.path, l.class, l.split, l.value FROM head_label l CROSS JOIN image i ON i.id = l.image
                WHERE l.head = ? ORDER BY i.path
                """
            return try Row.fetchAll(database, sql: sql, arguments: [head.value]).map { row in
                guard let split = HeadLabel.Split(rawValue: try row.decode(atIndex: 2)) else {
                    throw StoreError.damaged(path: self.path, message: "a label is in an unknown part")
                }
                return HeadLabel(
                    path: try row.decode(atIndex: 0), classID: ClassID(try row.decode(atIndex: 1)), split: split,
                    value: try row.decode(Double?.self, atIndex: 3))
            }
        }
    }

    /// The weights of one class for all units [U], without those of other classes; none where the head has no such class.
    package func weights(of id: ClassID, in head: HeadID) throws(StoreError) -> [Float] {
        try read { try HeadRows.weights(of: id, in: head, path: self.path, $0) }
    }

    /// The bias of one class; nil where the head has no such class.
    package func bias(of id: ClassID, in head: HeadID) throws(StoreError) -> Double? {
        try read { database in
            try Double.fetchOne(
                database, sql: "SELECT bias FROM head_bias WHERE head = ? AND class = ?",
                arguments: [head.value, id.value])
        }
    }
}
