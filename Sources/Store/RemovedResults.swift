internal import GRDB
internal import Units

/// The results that were deleted from an atlas because the images they derive from changed.
package struct RemovedResults: Sendable, Equatable {
    /// The names of the heads that were deleted.
    package internal(set) var heads: [String] = []
    /// The names of the heads whose labels were deleted; their weights stay.
    package internal(set) var labels: [String] = []
    /// The names of the heads whose ablation was deleted.
    package internal(set) var ablations: [String] = []
    package internal(set) var localizationRuns = 0
    /// The number of deleted scenes, concepts and text features.
    package internal(set) var discoveries = 0
    /// The number of units whose names were deleted.
    package internal(set) var unitNames = 0
    /// The number of deleted activation masks.
    package internal(set) var masks = 0
    /// The number of deleted receptive fields.
    package internal(set) var receptiveFields = 0
    /// The number of units whose receptive field was partly estimated.
    package internal(set) var unfinishedReceptiveFields = 0
    /// The number of interrupted runs that name units.
    package internal(set) var unfinishedNamings = 0

    /// Creates an empty value: nothing was removed.
    package init() {}

    /// Whether nothing was removed.
    package var isEmpty: Bool { self == RemovedResults() }

    /// Adds the results that another transaction removed.
    package mutating func add(_ other: RemovedResults) {
        heads += other.heads.filter { !heads.contains($0) }
        labels += other.labels.filter { !labels.contains($0) }
        ablations += other.ablations.filter { !ablations.contains($0) }
        localizationRuns += other.localizationRuns
        discoveries += other.discoveries
        unitNames += other.unitNames
        masks += other.masks
        receptiveFields += other.receptiveFields
        unfinishedReceptiveFields += other.unfinishedReceptiveFields
        unfinishedNamings += other.unfinishedNamings
    }
}

/// Deletes results that derive from images.
enum DerivedRows {
    /// The tables that describe the network and its heads. All others derive from images.
    static let kept: Set<String> = [
        "atlas", "progress", "head", "class", "head_weight", "head_row", "head_bias", "description",
    ]

    /// The tables that derive from images, each before those that its foreign keys refer to.
    static func tables(_ database: Database) throws -> [String] {
        let names = try String.fetchAll(
            database,
            sql:
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
        var left = names.filter { !kept.contains($0) }
        var references: [String: Set<String>] = [:]
        for name in left {
            references[name] = Set(
                try String.fetchAll(
                    database, sql: "SELECT \"table\" FROM pragma_foreign_key_list(?)", arguments: [name]))
        }
        var ordered: [String] = []
        while !left.isEmpty {
            // In a cycle, which the schema does not have, any table could come first.
            let next = left.first { name in !left.contains { $0 != name && references[$0]?.contains(name) == true } }
            let name = next ?? left[0]
            ordered.append(name)
            left.removeAll { $0 == name }
        }
        return ordered
    }

    /// Deletes all images and everything that derives from them, including trained heads.
    static func removeAll(_ database: Database) throws -> RemovedResults {
        var removed = try results(database)
        let trained = try Row.fetchAll(database, sql: "SELECT id, name FROM head WHERE origin = 'trained' ORDER BY id")
        for row in trained {
            try HeadRows.remove(HeadID(try row.decode(atIndex: 0)), database)
            removed.heads.append(try row.decode(atIndex: 1))
        }
        removed.labels.removeAll { removed.heads.contains($0) }
        removed.ablations.removeAll { removed.heads.contains($0) }
        for table in try tables(database) { try database.execute(sql: "DELETE FROM \(table)") }
        return removed
    }

    /// Deletes the results that become stale when images are added: those that depend on the units' statistics over all
    /// images, and the ablation of the native head, which covers all labelled images. Other heads, localization runs
    /// and discoveries concern only the images they name, and stay.
    static func removeStale(_ database: Database) throws -> RemovedResults {
        let all = try results(database)
        var removed = RemovedResults()
        removed.ablations = all.ablations.filter { $0 == "native" }
        removed.unitNames = all.unitNames
        removed.unfinishedNamings = all.unfinishedNamings
        removed.masks = all.masks
        guard !removed.isEmpty else { return removed }
        try database.execute(
            sql: """
                DELETE FROM ablation WHERE head = \(HeadID.native);
                DELETE FROM discovery WHERE kind = 'units';
                DELETE FROM discovery_state;
                DELETE FROM segmentation;
                """)
        return removed
    }

    /// Deletes the results that were measured on the top images of a unit whose top images changed.
    static func removeFields(of unit: Int, _ database: Database) throws -> RemovedResults {
        var removed = RemovedResults()
        try database.cachedStatement(sql: "DELETE FROM receptive_field WHERE unit = ?").execute(arguments: [unit])
        removed.receptiveFields = database.changesCount
        try database.cachedStatement(sql: "DELETE FROM discrepancy WHERE unit = ?").execute(arguments: [unit])
        removed.unfinishedReceptiveFields = database.changesCount > 0 ? 1 : 0
        return removed
    }

    /// Returns the results in an atlas of any schema; tables that an older schema does not have count as empty.
    static func results(_ database: Database) throws -> RemovedResults {
        func count(_ sql: String) -> Int {
            (try? Int.fetchOne(database, sql: "SELECT \(sql)")) ?? 0
        }
        func heads(with table: String) -> [String] {
            let sql = "SELECT name FROM head h WHERE EXISTS (SELECT 1 FROM \(table) t WHERE t.head = h.id) ORDER BY id"
            return (try? String.fetchAll(database, sql: sql)) ?? []
        }
        var found = RemovedResults()
        found.labels = heads(with: "head_label")
        found.ablations = heads(with: "ablation")
        found.localizationRuns = count("count(*) FROM localization")
        found.discoveries = count("count(*) FROM discovery WHERE kind <> 'units'")
        found.unitNames = count("count(*) FROM unit_concept WHERE rank = 1")
        found.masks = count("count(*) FROM segmentation")
        found.receptiveFields = count("count(*) FROM receptive_field")
        found.unfinishedReceptiveFields = count("count(DISTINCT unit) FROM discrepancy")
        found.unfinishedNamings = count("count(*) FROM discovery_state")
        return found
    }
}
