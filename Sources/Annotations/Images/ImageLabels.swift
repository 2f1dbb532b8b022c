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

    private var lookup = ImageLookup<ClassID>()
    private let resolver: ClassResolver?

    /// - Parameter owner: Whose classes they are.
    /// - Throws: `AnnotationError` for a file of another form, or with a class that the owner does not have.
    public init(
        _ source: Source, classes: [ClassRecord], owner: String = "the network"
    ) throws(AnnotationError) {
        guard case .file(let path) = source else {
            resolver = ClassResolver(classes)
            return
        }
        resolver = nil
        let table = try LabelTable(path: path, kinds: ["wnid", "class", "class_index"])
        let classResolver = ClassResolver(classes)
        var known: [String: ClassID] = [:]
        for entry in table.entries {
            let label: ClassID
            if let seen = known[entry.text] {
                label = seen
            } else {
                label = try Self.resolve(
                    entry.text, kind: table.kind, classResolver, path: path, line: entry.line, owner: owner)
                known[entry.text] = label
            }
            guard lookup.add(label, to: entry.image) else {
                throw .line(path: path, line: entry.line, reason: "“\(entry.image)” has another class further up")
            }
        }
    }

    /// The label of the image at `path`, relative to the image folder; nil where it has none.
    ///
    /// The end of a path will do, of the image's or of the one in the labels, when all that end so have one class:
    /// `cat.jpg` for `pets/cat.jpg`, but not `farm/cat.jpg` for `pets/cat.jpg`.
    public func label(of path: String) -> ClassID? {
        if let resolver {
            return Self.folder(of: path).flatMap { resolver.class(ofFolder: $0) }
        }
        return lookup[path]
    }

    /// The folders right above images that are called like no class, where folders are the labels and there are classes.
    package func foldersWithoutClass(_ paths: [String]) -> [String] {
        guard let resolver, !resolver.classes.isEmpty else { return [] }
        return Set(paths.compactMap(Self.folder)).filter { resolver.class(ofFolder: $0) == nil }.sorted()
    }

    /// The name of the folder that an image lies in.
    private static func folder(of path: String) -> String? {
        path.split(separator: "/").dropLast().last.map(String.init)
    }

    private static func resolve(
        _ text: String, kind: String, _ lookup: ClassResolver, path: String, line: Int, owner: String
    ) throws(AnnotationError) -> ClassID {
        do {
            switch kind {
            case "class_index":
                guard Int(text) != nil else { throw AnnotationError.request("“\(text)” is not the index of a class") }
                return try lookup.resolve(text).id
            default: return try lookup.resolve(exactly: text).id
            }
        } catch {
            throw .line(
                path: path, line: line, reason: "\(owner) has no class of the \(kind) “\(text)”")
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
    func resolve(exactly text: String) throws(AnnotationError) -> ClassRecord {
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
