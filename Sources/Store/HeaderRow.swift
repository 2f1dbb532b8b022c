internal import GRDB

/// Reads and writes the table `atlas`, and compares headers.
enum HeaderRow {
    static func insert(_ header: AtlasHeader, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO atlas VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                header.modelName, header.modelSHA256, header.layer, header.mapHeight, header.mapWidth,
                header.inputHeight, header.inputWidth, try StoredJSON.text(header.preprocessing),
                try StoredJSON.text(header.settings), header.toolVersion, header.createdAt,
            ])
        try database.execute(sql: "INSERT INTO progress VALUES (1, 'indexing')")
    }

    static func fetch(_ database: Database, path: String) throws -> AtlasHeader {
        let sql = """
            SELECT model_name, model_sha256, layer, map_height, map_width, preprocessing, configuration, tool_version,
                   created_at FROM atlas
            """
        guard let row = try Row.fetchOne(database, sql: sql) else {
            throw StoreError.damaged(path: path, .emptyTable("atlas"))
        }
        return AtlasHeader(
            modelName: try row.decode(atIndex: 0), modelSHA256: try row.decode(atIndex: 1),
            layer: try row.decode(atIndex: 2), mapHeight: try row.decode(atIndex: 3),
            mapWidth: try row.decode(atIndex: 4),
            preprocessing: try StoredJSON.value(
                try row.decode(atIndex: 5), column: "atlas.preprocessing", path: path),
            settings: try StoredJSON.value(try row.decode(atIndex: 6), column: "atlas.configuration", path: path),
            toolVersion: try row.decode(atIndex: 7), createdAt: try row.decode(atIndex: 8))
    }

    /// Returns the differences that affect results. Preprocessing and settings are compared member by member; the
    /// settings' movable members may differ.
    static func differences(
        _ stored: AtlasHeader, _ new: AtlasHeader, _ database: Database
    ) throws -> [SettingDifference] {
        var found: [SettingDifference] = []
        func compare(_ name: String, _ stored: String, _ requested: String) {
            if stored != requested { found.append(.init(name: name, stored: stored, requested: requested)) }
        }
        compare("model SHA-256", stored.modelSHA256, new.modelSHA256)
        compare("layer", stored.layer, new.layer)
        compare("map", "\(stored.mapHeight)×\(stored.mapWidth)", "\(new.mapHeight)×\(new.mapWidth)")
        compare("input", "\(stored.inputHeight)×\(stored.inputWidth)", "\(new.inputHeight)×\(new.inputWidth)")
        let members = [
            (
                "preprocessing", try StoredJSON.text(stored.preprocessing), try StoredJSON.text(new.preprocessing),
                []
            ),
            (
                "configuration", try StoredJSON.text(stored.settings), try StoredJSON.text(new.settings),
                IndexSettings.movable
            ),
        ]
        for (name, old, new, free) in members {
            let (old, new) = (try leaves(old, database), try leaves(new, database))
            for key in Set(old.keys).union(new.keys).sorted() where !free.contains(key) {
                compare(key.isEmpty ? name : "\(name) \(key)", old[key] ?? "absent", new[key] ?? "absent")
            }
        }
        return found
    }

    /// Returns the values in a JSON text by their paths: `{"a": {"b": [1]}}` has the value `1` at `a.b[0]`.
    private static func leaves(_ json: String, _ database: Database) throws -> [String: String] {
        let sql = """
            SELECT substr(fullkey, 3),
                   iif(atom IS NULL OR type IN ('true', 'false'), type, json_quote(atom)) FROM json_tree(?)
            """
        var found: [String: String] = [:]
        for row in try Row.fetchAll(database, sql: sql, arguments: [json]) {
            found[try row.decode(atIndex: 0)] = try row.decode(String.self, atIndex: 1)
        }
        return found
    }
}
