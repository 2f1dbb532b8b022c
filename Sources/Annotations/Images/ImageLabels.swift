package import Units

/// The classes of images, from a CSV or from the folders that images lie in.
package struct ImageLabels: Sendable {
    /// What to label images with.
    package enum Source: Sendable, Equatable {
        /// A CSV with `image` and the first present of `wnid`, `class`, `class_index`.
        case file(String)
        /// The image's folder, where that is the wnid, name or index of a class.
        case folders
    }

    private let table: ImageTable<ClassID>?
    private let resolver: ClassResolver
    /// Sentences about names that may mean several images, and so label none.
    package let remarks: [String]

    /// - Parameters:
    ///   - images: The paths of all images, which names in a file are looked up in.
    ///   - owner: Whose classes they are, for errors.
    /// - Throws: ``AnnotationError`` for a file of another form, or with a class that the owner does not have.
    package init(
        _ source: Source, classes: [ClassRecord], owner: AnnotationError.ClassOwner = .network, images: [String]
    ) throws(AnnotationError) {
        resolver = ClassResolver(classes)
        guard case .file(let path) = source else {
            (table, remarks) = (nil, [])
            return
        }
        let labels = try LabelTable(path: path, columns: ["wnid", "class", "class_index"])
        var known: [String: ClassID] = [:]
        let found = try labels.values(images: ImageResolver(images)) { [resolver] entry throws(AnnotationError) in
            if let seen = known[entry.text] { return seen }
            let id = try resolver.resolve(entry.text, in: labels.column, owner, path: path, line: entry.line).id
            known[entry.text] = id
            return id
        }
        (table, remarks) = (found, found.remarks(path: path))
    }

    /// The label of the image at `path`, relative to the image folder; nil where it has none.
    package func label(of path: String) -> ClassID? {
        if let table { return table.value(of: path) }
        return ImagePath(path).folder.flatMap { try? resolver.resolve($0.text, as: .any).id }
    }

    /// The folders right above images that are called like no class, where folders are the labels and there are classes.
    package func foldersWithoutClass(_ paths: [String]) -> [String] {
        guard table == nil, !resolver.classes.isEmpty else { return [] }
        return Set(paths.compactMap { ImagePath($0).folder })
            .filter { (try? resolver.resolve($0.text, as: .any)) == nil }.sorted().map(\.text)
    }
}

extension ClassResolver {
    /// The class that `text` means in a column of a file.
    ///
    /// - Throws: ``AnnotationError``: `unknownClass` or `ambiguousClass` of that line.
    package func resolve(
        _ text: String, in column: String, _ owner: AnnotationError.ClassOwner, path: String, line: Int
    ) throws(AnnotationError) -> ClassRecord {
        do {
            return try resolve(text, as: Kind(rawValue: column) ?? .any)
        } catch .ambiguousClass(_, let candidates) {
            throw .line(path: path, line: line, .ambiguousClass(column: column, value: text, candidates: candidates))
        } catch {
            throw .line(path: path, line: line, .unknownClass(column: column, value: text, owner: owner))
        }
    }
}
