internal import Foundation

/// The folder of saved queries: one question a file, `NAME.sql`.
public struct SavedQueryFolder: Sendable, Equatable {
    /// The environment variable that names the folder.
    public static let variable = "UNIT_ATLAS_QUERIES"

    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// The folder that `UNIT_ATLAS_QUERIES` names; else the first `Queries/` with a query in it beside the executable,
    /// links followed, or in a folder above.
    /// - Throws: `StoreError.queryFolder`.
    public static func find(environment: [String: String], executablePath: String) throws(StoreError) -> Self {
        if let named = environment[variable], !named.isEmpty {
            let folder = SavedQueryFolder(path: named)
            if folder.files() == nil {
                throw .queryFolder(path: named, message: "\(variable) names this folder, which cannot be read")
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
        throw .queryFolder(
            path: executablePath, message: "no folder Queries lies beside the program or above; set \(variable) to it")
    }

    /// All queries by name.
    /// - Throws: `StoreError.queryFile` for one that is not well formed.
    public func list() throws(StoreError) -> [SavedQuery] {
        var queries: [SavedQuery] = []
        for name in names() { queries.append(try read(name)) }
        return queries
    }

    /// The names of the queries, in their order.
    public func names() -> [String] {
        (files() ?? []).map { String($0.dropLast(".sql".count)) }
    }

    /// - Throws: `StoreError.unknownQuery`, which lists those that exist, or `queryFile`.
    public func query(named name: String) throws(StoreError) -> SavedQuery {
        let names = names()
        guard names.contains(name) else { throw .unknownQuery(name: name, known: names) }
        return try read(name)
    }

    private func read(_ name: String) throws(StoreError) -> SavedQuery {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name + ".sql")
        guard let bytes = try? Data(contentsOf: file), let text = String(validating: bytes, as: UTF8.self) else {
            throw .queryFile(name: name, line: 1, message: "the file cannot be read as UTF-8 text")
        }
        return try SavedQuery(name: name, text: text)
    }

    /// Nil when there is no such folder.
    private func files() -> [String]? {
        (try? FileManager.default.contentsOfDirectory(atPath: path))?
            .filter { $0.hasSuffix(".sql") && !$0.hasPrefix(".") }.sorted()
    }
}
