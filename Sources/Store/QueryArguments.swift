internal import GRDB

/// Arguments as text, and the values that the parameters of a query take from them.
struct QueryArguments {
    let query: SavedQuery

    /// Refuses unknown and missing arguments, and resolves those that stand for a class.
    /// - Throws: `StoreError.arguments`, which names the query's parameters; what `resolveClass` throws passes through.
    func classes(_ given: [String: String], resolveClass: (String) throws -> Int) throws -> [String: Int] {
        let unknown = given.keys.filter { name in !query.parameters.contains { $0.name == name } }.sorted()
        guard unknown.isEmpty else {
            throw failure("there is no parameter \(unknown.joined(separator: ", ")); \(parameterList)")
        }
        let missing = query.parameters.filter { given[$0.name] == nil && $0.defaultValue == nil }.map(\.name)
        guard missing.isEmpty else {
            throw failure("\(missing.joined(separator: ", ")) has to be given; \(parameterList)")
        }
        var found: [String: Int] = [:]
        for parameter in query.parameters where parameter.type == .class {
            if let text = given[parameter.name] ?? parameter.defaultValue {
                found[parameter.name] = try resolveClass(text)
            }
        }
        return found
    }

    /// - Throws: `StoreError.arguments`.
    func bind(
        _ given: [String: String], classes: [String: Int], _ database: Database
    ) throws -> [String: DatabaseValue] {
        var values = classes.mapValues(\.databaseValue)
        for parameter in query.parameters where parameter.type != .class {
            guard let text = given[parameter.name] ?? parameter.defaultValue else { continue }
            values[parameter.name] = try value(text, parameter, database)
        }
        return values
    }

    private var parameterList: String {
        if query.parameters.isEmpty { return "it takes none" }
        return "it takes "
            + query.parameters.map { parameter in
                let type = parameter.type == .value ? "" : " (\(parameter.type.rawValue))"
                return parameter.name + type + (parameter.defaultValue.map { ", by default \($0)" } ?? "")
            }.joined(separator: "; ")
    }

    private func failure(_ message: String) -> StoreError {
        .arguments(query: query.name, message: message)
    }

    private func mistyped(_ parameter: SavedQuery.Parameter, _ text: String, _ expected: String) -> StoreError {
        failure("\(parameter.name) is to be \(expected), not “\(text)”; \(parameterList)")
    }

    private func value(
        _ text: String, _ parameter: SavedQuery.Parameter, _ database: Database
    ) throws -> DatabaseValue {
        switch parameter.type {
        case .unit:
            let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM unit") ?? 0
            guard let unit = Int(text), unit >= 0, unit < count else {
                throw mistyped(
                    parameter, text, count == 0 ? "a unit, and the atlas has none" : "a unit, 0 to \(count - 1)")
            }
            return unit.databaseValue
        case .image:
            return try image(text, parameter, database).databaseValue
        case .integer:
            guard let number = Int64(text) else { throw mistyped(parameter, text, "an integer") }
            return number.databaseValue
        case .count:
            guard let number = Int64(text), number >= 0 else {
                throw mistyped(parameter, text, "a whole number, 0 or more")
            }
            return number.databaseValue
        case .real:
            guard let number = Double(text), number.isFinite else { throw mistyped(parameter, text, "a number") }
            return number.databaseValue
        case .text, .class:
            return text.databaseValue
        case .value:
            if let number = Int64(text) { return number.databaseValue }
            if let number = Double(text), number.isFinite { return number.databaseValue }
            return text.databaseValue
        }
    }

    /// By the whole path, else by its last parts.
    private func image(_ text: String, _ parameter: SavedQuery.Parameter, _ database: Database) throws -> Int64 {
        if let id = try ImageRows.identifier(text, database) { return id }
        let sql = "SELECT id FROM image WHERE substr(path, -length(:end)) = :end LIMIT 2"
        let found = try Int64.fetchAll(database, sql: sql, arguments: ["end": "/" + text])
        guard found.count == 1, let id = found.first else {
            throw mistyped(
                parameter, text, found.isEmpty ? "the path of an image in the atlas" : "the path of one image")
        }
        return id
    }
}
