internal import Annotations
internal import Store
internal import Units

/// Arguments as text, and the values that the parameters of a query take from them.
struct QueryArguments {
    let query: SavedQuery

    /// Refuses unknown and missing arguments, and resolves those that name a class.
    ///
    /// - Throws: `QueryError`; what `resolveClass` throws passes through.
    func classes(_ given: [String: String], resolveClass: (String) throws -> Int) throws -> [String: Int] {
        let unknown = given.keys.filter { name in !query.parameters.contains { $0.name == name } }.sorted()
        guard unknown.isEmpty else {
            throw QueryError.unknownArguments(query: query.name, names: unknown, parameters: query.parameters)
        }
        let missing = query.parameters.filter { given[$0.name] == nil && $0.defaultValue == nil }.map(\.name)
        guard missing.isEmpty else {
            throw QueryError.missingArguments(query: query.name, names: missing, parameters: query.parameters)
        }
        var found: [String: Int] = [:]
        for parameter in query.parameters where parameter.type == .class {
            if let text = given[parameter.name] ?? parameter.defaultValue {
                found[parameter.name] = try resolveClass(text)
            }
        }
        return found
    }

    /// The values of all parameters.
    ///
    /// - Parameter classes: What `classes(_:resolveClass:)` returned.
    /// - Throws: `QueryError.invalidArgument`.
    func bind(
        _ given: [String: String], classes: [String: Int], _ session: SQLSession
    ) throws -> [String: SQLValue] {
        var values = classes.mapValues { SQLValue.integer(Int64($0)) }
        for parameter in query.parameters where parameter.type != .class {
            guard let text = given[parameter.name] ?? parameter.defaultValue else { continue }
            values[parameter.name] = try value(text, parameter, session)
        }
        return values
    }

    private func value(_ text: String, _ parameter: SavedQuery.Parameter, _ session: SQLSession) throws -> SQLValue {
        func invalid(_ expected: QueryError.Expectation) -> QueryError {
            .invalidArgument(query: query.name, parameter: parameter, text: text, expected: expected)
        }
        switch parameter.type {
        case .unit:
            let count = try count(of: "unit", session)
            guard let unit = Int(text), unit >= 0, unit < count else { throw invalid(.unit(count: count)) }
            return .integer(Int64(unit))
        case .image:
            let found = try images(text, session)
            guard found.count == 1, let id = found.first else { throw invalid(.image(found: found.count)) }
            return id
        case .integer:
            guard let number = Int64(text) else { throw invalid(.integer) }
            return .integer(number)
        case .count:
            guard let number = Int64(text), number >= 0 else { throw invalid(.count) }
            return .integer(number)
        case .real:
            guard let number = Double(text), number.isFinite else { throw invalid(.number) }
            return .real(number)
        case .text, .class:
            return .text(text)
        case .value:
            if let number = Int64(text) { return .integer(number) }
            if let number = Double(text), number.isFinite { return .real(number) }
            return .text(text)
        }
    }

    private func count(of table: String, _ session: SQLSession) throws -> Int {
        guard case .integer(let count)? = try session.rows("SELECT count(*) FROM \(table)").first?.first else {
            return 0
        }
        return Int(count)
    }

    /// Returns the ids of the images that a text names by the rule of `ImageResolver`.
    private func images(_ text: String, _ session: SQLSession) throws -> [SQLValue] {
        let whole = try session.rows("SELECT id FROM image WHERE path = ?", [.text(text)])
        if !whole.isEmpty { return whole.compactMap(\.first) }
        // Every image that the rule can find has the stem of the text's file name in its path.
        let stem = ImagePath(text.trimmed).fileName.withoutExtension.text
        let rows = try session.rows("SELECT id, path FROM image WHERE instr(path, ?) > 0", [.text(stem)])
        var ids: [ImagePath: SQLValue] = [:]
        for row in rows {
            guard case .text(let path) = row[1] else { continue }
            ids[ImagePath(path)] = row[0]
        }
        switch ImageResolver(ids.keys.map(\.text)).match(text) {
        case .one(let path): return [ids[path] ?? .null]
        case .none: return []
        case .several(let paths): return paths.map { ids[$0] ?? .null }
        }
    }
}
