package import Units

/// The classes of images, from a CSV or from the folders that images lie in.
package struct ImageLabels: Sendable {
    /// What to label images with.
    ///
    /// The folders of one collection hold either names or indices (``ClassResolver/Kind``), never both: if any folder is
    /// called like a class, no number is an index.
    package enum Source: Sendable, Equatable {
        /// A CSV with `image` and the first present of `wnid`, `class`, `class_index`.
        case file(String)
        /// The nearest of the image's folders that is the wnid or name of a class; if none is, the nearest as an index.
        case folders
    }

    private let table: ImageTable<ClassID>?
    private let resolver: ClassResolver
    /// Whether the numbers of folders are indices of classes.
    private let foldersAreIndices: Bool
    /// Sentences about names that may mean several images, and so label none.
    package let remarks: [String]

    /// - Parameters:
    ///   - images: The paths of all images, which names in a file are looked up in.
    ///   - owner: Whose classes they are, for errors.
    ///   - offset: What is added to numbers, in `class_index` and in names of folders, to make indices of classes.
    /// - Throws: ``AnnotationError`` for a file of another form, or with a class that the owner does not have.
    package init(
        _ source: Source, classes: [ClassRecord], owner: AnnotationError.ClassOwner = .network, images: [String],
        offset: Int = 0
    ) throws(AnnotationError) {
        resolver = ClassResolver(classes, offset: offset)
        guard case .file(let path) = source else {
            table = nil
            let holdsNames = Self.holdsNames(folders: images, resolver: resolver)
            let countsFromOne =
                !holdsNames && Self.countsFromOne(folders: images, classes: classes.count, offset: offset)
            foldersAreIndices = !holdsNames && !countsFromOne
            let last = classes.count - 1
            remarks =
                countsFromOne
                ? [
                    "folders are numbered 1 to \(last + 1), but classes 0 to \(last), so no image is labelled;"
                        + " for numbers that count from 1, set the label offset to -1"
                ] : []
            return
        }
        foldersAreIndices = false
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
        let folders = Self.folders(of: path)
        for folder in folders {
            do {
                return try resolver.resolve(folder, as: .name).id
            } catch .unknownClass {
                continue
            } catch {
                return nil
            }
        }
        return foldersAreIndices ? folders.first.flatMap { try? resolver.resolve($0, as: .classIndex).id } : nil
    }

    /// The folders of an image, the nearest first.
    private static func folders(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).dropLast().reversed().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a folder of the images is called like a class, or like several.
    private static func holdsNames(folders paths: [String], resolver: ClassResolver) -> Bool {
        let names = Set(paths.flatMap { Self.folders(of: $0) })
        return names.contains { folder in
            do throws(AnnotationError) {
                _ = try resolver.resolve(folder, as: .name)
                return true
            } catch .ambiguousClass {
                return true
            } catch {
                return false
            }
        }
    }

    /// Whether the folders of images are numbered from 1 to the number of classes.
    private static func countsFromOne(folders paths: [String], classes: Int, offset: Int) -> Bool {
        let names = Set(paths.compactMap { ImagePath($0).folder })
        let numbers = Set(names.compactMap { Int($0.text) })
        return offset == 0 && classes > 1 && numbers.count == names.count && numbers.max() == classes
            && numbers.min() == 1
    }

    /// The folders right above images that have no label, where folders are the labels and there are classes.
    package func foldersWithoutClass(_ paths: [String]) -> [String] {
        guard table == nil, !resolver.classes.isEmpty else { return [] }
        return Set(paths.filter { label(of: $0) == nil }.compactMap { ImagePath($0).folder }).sorted().map(\.text)
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
