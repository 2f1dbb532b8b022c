internal import GRDB

/// The table `atlas`, and what two headers disagree in.
enum HeaderRow {
    static func insert(_ header: AtlasHeader, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO atlas VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                header.modelName, header.modelSHA256, header.layer, header.mapHeight, header.mapWidth,
                header.inputHeight, header.inputWidth, header.preprocessing, header.configuration,
                header.toolVersion, header.createdAt,
            ])
        try database.execute(sql: "INSERT INTO progress VALUES (1, 'indexing')")
    }

    static func fetch(_ database: Database, path: String) throws -> AtlasHeader {
        let sql = """
            SELECT model_name, model_sha256, layer, map_height, map_width, input_height, input_width, preprocessing,
                   configuration, tool_version, created_at FROM atlas
            """
        guard let row = try Row.fetchOne(database, sql: sql) else {
            throw StoreError.damaged(path: path, message: "the table atlas is empty")
        }
        return AtlasHeader(
            modelName: try row.decode(atIndex: 0), modelSHA256: try row.decode(atIndex: 1),
            layer: try row.decode(atIndex: 2), mapHeight: try row.decode(atIndex: 3),
            mapWidth: try row.decode(atIndex: 4), inputHeight: try row.decode(atIndex: 5),
            inputWidth: try row.decode(atIndex: 6), preprocessing: try row.decode(atIndex: 7),
            configuration: try row.decode(atIndex: 8), toolVersion: try row.decode(atIndex: 9),
            createdAt: try row.decode(atIndex: 10))
    }

    /// What makes results differ. JSON is compared member by member, so that order and spaces do not count;
    /// members of `configuration` named in `movable` (where files lie) may differ.
    static func differences(
        _ stored: AtlasHeader, _ asked: AtlasHeader, movable: Set<String>, _ database: Database
    ) throws -> [StoreError.Difference] {
        var found: [StoreError.Difference] = []
        func compare(_ name: String, _ inAtlas: String, _ wanted: String) {
            if inAtlas != wanted { found.append(.init(name: name, inAtlas: inAtlas, asked: wanted)) }
        }
        compare("model SHA-256", stored.modelSHA256, asked.modelSHA256)
        compare("layer", stored.layer, asked.layer)
        compare("map", "\(stored.mapHeight)×\(stored.mapWidth)", "\(asked.mapHeight)×\(asked.mapWidth)")
        compare("input", "\(stored.inputHeight)×\(stored.inputWidth)", "\(asked.inputHeight)×\(asked.inputWidth)")
        let members = [
            ("preprocessing", stored.preprocessing, asked.preprocessing, []),
            ("configuration", stored.configuration, asked.configuration, movable),
        ]
        for (name, old, new, free) in members {
            let (old, new) = (try leaves(old, database), try leaves(new, database))
            for key in Set(old.keys).union(new.keys).sorted() where !free.contains(key) {
                compare(key.isEmpty ? name : "\(name) \(key)", old[key] ?? "absent", new[key] ?? "absent")
            }
        }
        return found
    }

    /// A JSON text's values by their paths: `{"a": {"b": [1]}}` has `a.b[0]`: `1`.
    private static func leaves(_ json: String, _ database: Database) throws -> [String: String] {
        let sql = "SELECT substr(fullkey, 3), iif(atom IS NULL, type, json_quote(atom)) FROM json_tree(?)"
        var found: [String: String] = [:]
        for row in try Row.fetchAll(database, sql: sql, arguments: [json]) {
            found[try row.decode(atIndex: 0)] = try row.decode(String.self, atIndex: 1)
        }
        return found
    }
}
