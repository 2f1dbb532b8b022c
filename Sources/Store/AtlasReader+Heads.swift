internal import Foundation
internal import GRDB
package import Units

extension AtlasReader {
    /// Returns all heads: the native one first, the others in order of creation.
    package func heads() throws(StoreError) -> [HeadRecord] {
        try read { database in
            let sql = """
                SELECT id, name, pooling, loss, configuration,
                       (SELECT count(*) FROM head_bias b WHERE b.head = head.id) FROM head ORDER BY id
                """
            return try Row.fetchAll(database, sql: sql).map { row in
                let pooled: String = try row.decode(atIndex: 2)
                guard let pooling = Pooling(rawValue: pooled) else {
                    throw StoreError.damaged(
                        path: self.path, .unknownValue(column: "head.pooling", value: pooled))
                }
                let configuration: String = try row.decode(atIndex: 4)
                guard let form = HeadRows.form(configuration) else {
                    throw StoreError.damaged(path: self.path, .json(column: "head.configuration"))
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

    /// Returns the labelled images that a head was fitted and tested on, in the order of their paths; empty for the
    /// native head.
    package func labels(of head: HeadID) throws(StoreError) -> [HeadLabel] {
        try read { database in
            let sql = """
                SELECT i.path, l.class, l.split, l.value FROM head_label l CROSS JOIN image i ON i.id = l.image
                WHERE l.head = ? ORDER BY i.path
                """
            return try Row.fetchAll(database, sql: sql, arguments: [head.value]).map { row in
                let part: String = try row.decode(atIndex: 2)
                guard let split = HeadLabel.Split(rawValue: part) else {
                    throw StoreError.damaged(path: self.path, .unknownValue(column: "head_label.split", value: part))
                }
                return HeadLabel(
                    path: try row.decode(atIndex: 0), classID: ClassID(try row.decode(atIndex: 1)), split: split,
                    value: try row.decode(Double?.self, atIndex: 3))
            }
        }
    }

    /// Returns the weights of one class for all units [U]; empty if the head does not have the class. Other classes'
    /// weights are not read.
    package func weights(of id: ClassID, in head: HeadID) throws(StoreError) -> [Float] {
        try read { try HeadRows.weights(of: id, in: head, path: self.path, $0) }
    }

    /// Returns the bias of one class; nil if the head does not have the class.
    package func bias(of id: ClassID, in head: HeadID) throws(StoreError) -> Double? {
        try read { database in
            try Double.fetchOne(
                database, sql: "SELECT bias FROM head_bias WHERE head = ? AND class = ?",
                arguments: [head.value, id.value])
        }
    }

    /// Returns the stored margin drop of each unit on a class [U]; nil if no ablation of the head covers the class.
    package func marginDrops(of id: ClassID, in head: HeadID) throws(StoreError) -> [Double]? {
        try read { database in
            let drops = try Double.fetchAll(
                database, sql: "SELECT margin_drop FROM ablation WHERE head = ? AND class = ? ORDER BY unit",
                arguments: [head.value, id.value])
            let units = try Int.fetchOne(database, sql: "SELECT count(*) FROM unit") ?? 0
            return drops.count == units ? drops : nil
        }
    }
}
