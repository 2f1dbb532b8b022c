internal import GRDB

/// An atlas built by an older version, with what rebuilding it keeps and loses.
package struct OlderAtlas: Sendable {
    /// The atlas's file.
    package let path: String
    /// The settings it was built with.
    package let header: AtlasHeader
    /// Its results other than the index, which are lost when it is rebuilt.
    package let results: RemovedResults

    /// Reads the settings and results of an older atlas at `path`; nil if there is no atlas of an older schema.
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
