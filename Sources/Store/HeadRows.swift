internal import Foundation
internal import GRDB
internal import Tensors
internal import Units

/// Heads: tables `head`, `class`, `head_weight`, `head_row`, `head_bias`, `head_label`.
enum HeadRows {
    /// The part of `head.configuration` that every head has.
    private struct Configuration: Codable {
        let form: HeadForm
    }

    /// The form is stored with the configuration. Each class takes one statement, with its weights as a JSON array:
    /// four times faster than one statement per weight.
    static func insert(_ stored: StoredHead, as id: HeadID, path: String, _ database: Database) throws {
        let head = stored.head
        let form = try StoredJSON.text(Configuration(form: head.form))
        let configuration = try StoredJSON.text(stored.configuration)
        try database.execute(
            sql: """
                INSERT INTO head (id, name, origin, pooling, loss, configuration) VALUES (?, ?, ?, ?, ?, json_patch(?, ?))
                """,
            arguments: [
                id.value, stored.name, stored.origin.rawValue, head.pooling.rawValue, stored.loss, configuration, form,
            ])
        for record in stored.classes {
            try database.execute(
                sql: "INSERT INTO class VALUES (?, ?, ?, ?)",
                arguments: [id.value, record.id.value, record.name, record.wnid])
        }
        // The triggers would look up a row for each weight. If the transaction fails, they are restored.
        try database.execute(sql: Schema.noRowTriggers)
        let weights = try database.cachedStatement(
            sql: "INSERT INTO head_weight SELECT ?, ?, key, value FROM json_each(?)")
        let rows = try database.cachedStatement(sql: "INSERT INTO head_row VALUES (?, ?, ?)")
        let bias = try database.cachedStatement(sql: "INSERT INTO head_bias VALUES (?, ?, ?)")
        for index in 0..<head.classCount {
            let row = head.row(ClassID(index))
            guard head.bias[index].isFinite, row.allSatisfy(\.isFinite) else {
                throw StoreError.infiniteWeight(path: path, head: stored.name, classID: ClassID(index))
            }
            let json = "[" + row.map { Double($0).description }.joined(separator: ",") + "]"
            try weights.execute(arguments: [id.value, index, json])
            try rows.execute(arguments: [id.value, index, FloatBlob.bytes(row)])
            try bias.execute(arguments: [id.value, index, Double(head.bias[index])])
        }
        try database.execute(sql: Schema.rowTriggers)
        try insert(stored.labels, of: id, path: path, database)
    }

    /// Restores the blobs of classes that lost them because their weights were changed by hand.
    static func fillRows(_ database: Database) throws {
        let incomplete = try Row.fetchAll(
            database,
            sql: """
                SELECT b.head, b.class FROM head_bias b LEFT JOIN head_row r ON r.head = b.head AND r.class = b.class
                WHERE r.head IS NULL
                """)
        for row in incomplete {
            let (head, id): (Int64, Int) = (try row.decode(atIndex: 0), try row.decode(atIndex: 1))
            let weights = try singleWeights(of: ClassID(id), in: HeadID(head), database)
            try database.execute(
                sql: "INSERT INTO head_row VALUES (?, ?, ?)", arguments: [head, id, FloatBlob.bytes(weights)])
        }
    }

    private static func insert(_ labels: [HeadLabel], of id: HeadID, path: String, _ database: Database) throws {
        let insert = try database.cachedStatement(
            sql: "INSERT INTO head_label (head, image, class, split, value) VALUES (?, ?, ?, ?, ?)")
        for label in labels {
            guard let image = try ImageRows.identifier(label.path, database) else {
                throw StoreError.unknownImage(path: path, image: label.path)
            }
            try insert.execute(
                arguments: [id.value, image, label.classID.value, label.split.rawValue, label.value])
        }
    }

    /// Deletes a head and everything that belongs to it.
    static func remove(_ id: HeadID, _ database: Database) throws {
        try database.execute(sql: Schema.noRowTriggers)
        for table in ["ablation", "head_row", "head_weight", "head_bias", "head_label", "class"] {
            try database.execute(sql: "DELETE FROM \(table) WHERE head = ?", arguments: [id.value])
        }
        try database.execute(sql: Schema.rowTriggers)
        try database.execute(sql: "DELETE FROM head WHERE id = ?", arguments: [id.value])
    }

    /// Returns a head [K, U]; nil if the atlas has no such head.
    static func fetch(_ id: HeadID, path: String, _ database: Database) throws -> Head? {
        let sql = "SELECT pooling, configuration FROM head WHERE id = ?"
        guard let row = try Row.fetchOne(database, sql: sql, arguments: [id.value]) else { return nil }
        let bias = try Double.fetchAll(
            database, sql: "SELECT bias FROM head_bias WHERE head = ? ORDER BY class", arguments: [id.value])
        guard
            let pooling = Pooling(rawValue: try row.decode(atIndex: 0)),
            let form = form(try row.decode(atIndex: 1)),
            let weights = try weights(of: id, classes: bias.count, database)
        else { throw StoreError.damaged(path: path, .incompleteHead(id)) }
        return Head(weights: weights, bias: bias.map(Float.init), pooling: pooling, form: form)
    }

    /// Returns the weights of the classes 0..<K [K, U]; nil if a class has no weights, or not as many as the first.
    private static func weights(
        of head: HeadID, classes: Int, _ database: Database
    ) throws -> Tensor? {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT class, weights FROM head_row WHERE head = ? ORDER BY class", arguments: [head.value])
        var row = try rows.next()
        let units =
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM head_weight WHERE head = ? AND class = 0", arguments: [head.value])
            ?? 0
        var (values, own): ([Float], [Float]) = ([], [Float](repeating: 0, count: units))
        values.reserveCapacity(classes * units)
        for index in 0..<classes {
            if let found = row, try found.decode(Int.self, atIndex: 0) == index {
                guard FloatBlob.read(found, column: 1, into: &own) else { return nil }
                row = try rows.next()
            } else {
                own = try singleWeights(of: ClassID(index), in: head, database)
            }
            guard units > 0, own.count == units else { return nil }
            values += own
        }
        return classes > 0 ? Tensor(shape: [classes, units], values: values) : nil
    }

    /// Returns the weights of a class [U]; empty if the head does not have the class.
    static func weights(
        of id: ClassID, in head: HeadID, path: String, _ database: Database
    ) throws -> [Float] {
        let whole = try database.cachedStatement(sql: "SELECT weights FROM head_row WHERE head = ? AND class = ?")
        guard let bytes = try Data.fetchOne(whole, arguments: [head.value, id.value]) else {
            return try singleWeights(of: id, in: head, database)
        }
        guard let weights = FloatBlob.values(bytes) else {
            throw StoreError.damaged(path: path, .weights(head: head, classID: id))
        }
        return weights
    }

    private static func singleWeights(of id: ClassID, in head: HeadID, _ database: Database) throws -> [Float] {
        let weights = try database.cachedStatement(
            sql: "SELECT weight FROM head_weight WHERE head = ? AND class = ? ORDER BY unit")
        return try Double.fetchAll(weights, arguments: [head.value, id.value]).map(Float.init)
    }

    /// Returns how the logits of a head follow from the maps; nil if the atlas has no such head.
    static func fetchForm(_ id: HeadID, _ database: Database) throws -> HeadForm? {
        let sql = "SELECT configuration FROM head WHERE id = ?"
        return try String.fetchOne(database, sql: sql, arguments: [id.value]).flatMap(form)
    }

    /// Returns the form stored in `head.configuration`; nil if there is none.
    static func form(_ configuration: String) -> HeadForm? {
        try? JSONDecoder().decode(Configuration.self, from: Data(configuration.utf8)).form
    }

    static func fetchClasses(_ id: HeadID, _ database: Database) throws -> [ClassRecord] {
        let sql = "SELECT id, name, wnid FROM class WHERE head = ? ORDER BY id"
        return try Row.fetchAll(database, sql: sql, arguments: [id.value]).map { row in
            ClassRecord(
                id: ClassID(try row.decode(atIndex: 0)), name: try row.decode(atIndex: 1),
                wnid: try row.decode(String?.self, atIndex: 2))
        }
    }
}
