internal import Foundation

/// A folder of saved queries, one question per file: `NAME.sql`.
package struct SavedQueryFolder: Sendable, Equatable {
    /// The environment variable that names the folder.
    package static let variable = "UNIT_ATLAS_QUERIES"

    /// The folder.
    package let path: String

    /// The folder at `path`, which need not exist.
    package init(path: String) {
        self.path = path
    }

    /// Finds the folder named by `UNIT_ATLAS_QUERIES`, or otherwise the first `Queries/` that contains a query, next to
    /// the executable (links are followed) or in a folder above it.
    ///
    /// - Throws: `QueryError.unreadableFolder`, `noFolder`.
    package static func find(environment: [String: String], executablePath: String) throws(QueryError) -> Self {
        if let named = environment[variable], !named.isEmpty {
            let folder = SavedQueryFolder(path: named)
            if folder.files() == nil {
                throw .unreadableFolder(path: named, variable: variable)
            }
            return folder
        }
        var place = URL(fileURLWithPath: executablePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while true {
            let folder = SavedQueryFolder(path: place.appendingPathComponent("Queries").path)
            if folder.files()?.isEmpty == false { return folder }
            let parent = place.deletingLastPathComponent()
            guard parent.path != place.path, place.path != "/" else { break }
            place = parent
        }
        throw .noFolder(program: executablePath, variable: variable)
    }

    /// All queries, in the order of their names.
    ///
    /// - Throws: `QueryError` for a query that is not well formed.
    package func list() throws(QueryError) -> [SavedQuery] {
        var queries: [SavedQuery] = []
        for name in names() { queries.append(try read(name)) }
        return queries
    }

    /// The names of the queries, sorted.
    package func names() -> [String] {
        (files() ?? []).map { String($0.dropLast(".sql".count)) }
    }

    /// The query named `name`.
    ///
    /// - Throws: `QueryError.unknownQuery`, or what is wrong with the query's file.
    package func query(named name: String) throws(QueryError) -> SavedQuery {
        let names = names()
        guard names.contains(name) else { throw .unknownQuery(name: name, known: names) }
        return try read(name)
    }

    private func read(_ name: String) throws(QueryError) -> SavedQuery {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name + ".sql")
        guard let bytes = try? Data(contentsOf: file), let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadableFile(path: file.path)
        }
        return try SavedQuery(name: name, text: text)
    }

    /// nil if there is no such folder.
    private func files() -> [String]? {
        (try? FileManager.default.contentsOfDirectory(atPath: path))?
            .filter { $0.hasSuffix(".sql") && !$0.hasPrefix(".") }.sorted()
    }
}
