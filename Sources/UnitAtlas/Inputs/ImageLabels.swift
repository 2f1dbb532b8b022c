public import Units

/// The classes of images, from a CSV or from the folders that images lie in.
public struct ImageLabels: Sendable {
    /// What to label images with.
    public enum Source: Sendable, Equatable {
        /// A CSV with `image` and the first present of `wnid`, `class`, `class_index`.
        case file(String)
        /// The image's folder, where that is the wnid, name or index of a class.
        case folders
    }

    private let byPath: [String: ClassID]
    /// The labels' paths by the names of their files.
    private let byName: [String: [String]]
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
        var names: [String: [String]] = [:]
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
            if paths.updateValue(label, forKey: name) == nil { names[Self.fileName(name), default: []].append(name) }
        }
        byPath = paths
        byName = names
    }

    /// The label of the image at `path`, relative to the image folder; nil where it has none.
    ///
    /// The end of a path will do, of the image's or of the one in the labels, when all that end so have one class:
    /// `cat.jpg` for `pets/cat.jpg`, but not `farm/cat.jpg` for `pets/cat.jpg`.
    public func label(of path: String) -> ClassID? {
        if let resolver {
            return Self.folder(of: path).flatMap { resolver.class(ofFolder: $0) }
        }
        if let label = byPath[path] { return label }
        let matches = (byName[Self.fileName(path)] ?? []).filter {
            path.hasSuffix("/" + $0) || $0.hasSuffix("/" + path)
        }
        let labels = Set(matches.compactMap { byPath[$0] })
        return labels.count == 1 ? labels.first : nil
    }

    /// The folders right above images that are called like no class, where folders are the labels and there are classes.
    func foldersWithoutClass(_ paths: [String]) -> [String] {
        guard let resolver, !resolver.classes.isEmpty else { return [] }
        return Set(paths.compactMap(Self.folder)).filter { resolver.class(ofFolder: $0) == nil }.sorted()
    }

    /// The name of the folder that an image lies in.
    private static func folder(of path: String) -> String? {
        path.split(separator: "/").dropLast().last.map(String.init)
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
    /// The class that a folder is called like: by wnid or name, else by index.
    fileprivate func `class`(ofFolder name: String) -> ClassID? {
        if Int(name) == nil { return (try? resolve(exactly: name))?.id }
        let wanted = name.lowercased()
        let named = classes.first { $0.wnid?.lowercased() == wanted || $0.name.lowercased() == wanted }
        return named?.id ?? (try? resolve(name))?.id
    }

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
