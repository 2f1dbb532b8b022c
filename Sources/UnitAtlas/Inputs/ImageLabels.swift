public import Units

/// The classes of images, from a CSV or from the folders that images lie in.
public struct ImageLabels: Sendable {
    /// What to label images with.
    public enum Source: Sendable, Equatable {
        /// A CSV with `image` and the first present of `wnid`, `class`, `class_index`.
        case file(String)
        /// The image's folder, where that is the wnid or name of a class.
        case folders
    }

    private let byPath: [String: ClassID]
    private let byName: [String: ClassID?]
    private let resolver: ClassResolver?

    /// - Throws: `UnitAtlasError` for a file of another form, or with a class that the network does not have.
    public init(_ source: Source, classes: [ClassRecord]) throws(UnitAtlasError) {
        guard case .file(let path) = source else {
            (byPath, byName) = ([:], [:])
            resolver = ClassResolver(classes)
            return
        }
        resolver = nil
        let table = try CSV(text: try TextFile.text(path), path: path)
        guard let image = table.column("image") else {
            throw .file(
                path: path, reason: "it has no column “image” (its header: \(table.header.joined(separator: ",")))")
        }
        guard let kind = ["wnid", "class", "class_index"].first(where: { table.column($0) != nil }),
            let column = table.column(kind)
        else {
            throw .file(path: path, reason: "it has none of the columns “wnid”, “class” and “class_index”")
        }
        let lookup = ClassResolver(classes)
        var known: [String: ClassID] = [:]
        var paths: [String: ClassID] = [:]
        var names: [String: ClassID?] = [:]
        for row in table.rows {
            let text = CSV.trimmed(row.fields[column])
            guard !text.isEmpty else { continue }
            if known[text] == nil {
                known[text] = try Self.resolve(text, kind: kind, lookup, path: path, line: row.line)
            }
            let name = row.fields[image]
            guard let label = known[text], paths[name] == nil || paths[name] == label else {
                throw .line(path: path, line: row.line, reason: "“\(name)” has another class further up")
            }
            paths[name] = label
            let file = Self.fileName(name)
            names[file] = .some(names[file] == nil || names[file] == .some(label) ? label : nil)
        }
        byPath = paths
        byName = names
    }

    /// The label of the image at `path`, relative to the image folder; nil where it has none.
    ///
    /// A file's name alone will do when all images of that name in the labels have one class.
    public func label(of path: String) -> ClassID? {
        if let resolver {
            let parts = path.split(separator: "/").dropLast()
            guard let folder = parts.last.map(String.init) else { return nil }
            // A folder called `5` says nothing about class 5.
            return Int(folder) == nil ? (try? resolver.resolve(exactly: folder))?.id : nil
        }
        if let label = byPath[path] { return label }
        return byName[Self.fileName(path)] ?? nil
    }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func resolve(
        _ text: String, kind: String, _ lookup: ClassResolver, path: String, line: Int
    ) throws(UnitAtlasError) -> ClassID {
        do {
            switch kind {
            case "class_index":
                guard Int(text) != nil else { throw UnitAtlasError.request("“\(text)” is not the index of a class") }
                return try lookup.resolve(text).id
            default: return try lookup.resolve(exactly: text).id
            }
        } catch {
            throw .line(
                path: path, line: line, reason: "the network has no class of the \(kind) “\(text)”")
        }
    }
}

extension ClassResolver {
    /// The class of that wnid, name or synonym; parts of names do not count.
    func resolve(exactly text: String) throws(UnitAtlasError) -> ClassRecord {
        let found = try resolve(text)
        let wanted = CSV.trimmed(text).lowercased()
        let synonyms = found.name.lowercased().split(separator: ",").map { CSV.trimmed(String($0)) }
        guard found.wnid?.lowercased() == wanted || found.name.lowercased() == wanted || synonyms.contains(wanted)
        else {
            throw .classNotFound(name: text, candidates: [])
        }
        return found
    }
}
