internal import GRDB

/// An atlas that an older version built: what is left of it when it is rebuilt.
package struct OlderAtlas: Sendable {
    /// The atlas's file.
    package let path: String
    /// The settings that it was built with.
    package let header: AtlasHeader
    /// The results that it holds besides the index, which rebuilding it loses.
    package let results: RemovedResults

    /// Reads what an older atlas at `path` says about itself; nil if there is no atlas of an older schema.
    ///
    /// - Throws: `StoreError.unreadableOlder` if its settings cannot be read.
    package init?(path: String) throws(StoreError) {
        guard let (queue, version) = try? AtlasFile.openOlder(path) else { return nil }
        defer { try? queue.close() }
        do {
            (header, results) = try queue.read { database in
                var results = try DerivedRows.results(database)
                results.heads = try String.fetchAll(database, sql: "SELECT name FROM head WHERE id <> 1 ORDER BY id")
                results.labels = []
                results.ablations.removeAll { results.heads.contains($0) }
                return (try HeaderRow.fetch(database, path: path), results)
            }
        } catch {
            throw .unreadableOlder(path: path, version: version)
        }
        self.path = path
    }
}
