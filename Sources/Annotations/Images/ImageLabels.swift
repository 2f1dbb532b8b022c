package import Units

/// The classes of images, from a CSV or from the folders that contain the images.
package struct ImageLabels: Sendable {
    /// Where labels come from.
    ///
    /// The folders of a collection hold either names or indices (``ClassResolver/Kind``), never both: if any folder is
    /// named after a class, no number is an index.
    package enum Source: Sendable, Equatable {
        /// A ``LabelTable``.
        case file(String)
        /// The nearest folder that is the wnid or name of a class; if there is none, the nearest folder as an index.
        case folders
    }

    private let table: ImageTable<ClassID>?
    private let resolver: ClassResolver
    /// Whether the numbers of folders are class indices.
    private let foldersAreIndices: Bool
    /// Messages about names that match several images, and so label none.
    package let remarks: [String]

    /// - Parameters:
    ///   - images: The paths of all images, to which the names in a file are matched.
    ///   - owner: The owner of the classes, for errors.
    ///   - offset: The number added to numbers, in `class_index` and in folder names, to get class indices.
    /// - Throws: ``AnnotationError`` for a file in a different form, or with a class that the owner does not have.
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
        let labels = try LabelTable(path: path)
        let kind = labels.kind(of: resolver)
        var known: [String: ClassID] = [:]
        var different = Findings()
        let found = try labels.values(images: ImageResolver(images)) { [resolver] entry throws(AnnotationError) in
            let id: ClassID
            if let seen = known[entry.text] {
                id = seen
            } else {
                id = try resolver.resolve(
                    entry.text, as: kind, in: labels.column.name, owner, path: path, line: entry.line
                ).id
                known[entry.text] = id
            }
            if let other = Self.otherClass(of: entry, labels, resolver), other != id {
                different.add("in line \(entry.line) (“\(entry.text)” and “\(entry.other)”)")
            }
            return id
        }
        table = found
        remarks = found.remarks(path: path) + Self.remarks(different, labels)
    }

    /// The class that another column of a row names, if it is one.
    private static func otherClass(
        of entry: LabelTable.Entry, _ labels: LabelTable, _ resolver: ClassResolver
    ) -> ClassID? {
        guard let kind = labels.other?.kind, !entry.other.isEmpty else { return nil }
        return try? resolver.resolve(entry.other, as: kind).id
    }

    /// A sentence about rows whose columns name different classes; none where there are none.
    private static func remarks(_ different: Findings, _ labels: LabelTable) -> [String] {
        guard different.count > 0, let other = labels.other else { return [] }
        let (used, unused) = (labels.column.name, other.name)
        return [
            "\(labels.path): rows in which \(used) and \(unused) name different classes: \(different.count), the first"
                + " \(different.first); \(used) is used"
        ]
    }

    /// The label of the image at `path`, relative to the image folder; nil if it has none.
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

    /// The folders of an image, nearest first.
    private static func folders(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).dropLast().reversed().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a folder of the images is named after one or more classes.
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

    /// The folders that directly contain images without a label, if labels come from folders and there are classes.
    package func foldersWithoutClass(_ paths: [String]) -> [String] {
        guard table == nil, !resolver.classes.isEmpty else { return [] }
        return Set(paths.filter { label(of: $0) == nil }.compactMap { ImagePath($0).folder }).sorted().map(\.text)
    }
}

extension ClassResolver {
    /// Returns the class that `text` names in a column of a file.
    ///
    /// - Throws: ``AnnotationError``: `unknownClass`, `indexOutOfRange` or `ambiguousClass`, with the line.
    package func resolve(
        _ text: String, as kind: Kind, in column: String, _ owner: AnnotationError.ClassOwner, path: String, line: Int
    ) throws(AnnotationError) -> ClassRecord {
        do {
            return try resolve(text, as: kind)
        } catch .unknownIndex(_, let count) {
            throw .line(path: path, line: line, .indexOutOfRange(column: column, value: text, count: count))
        } catch .ambiguousClass(_, let candidates) {
            throw .line(path: path, line: line, .ambiguousClass(column: column, value: text, candidates: candidates))
        } catch {
            throw .line(path: path, line: line, .unknownClass(column: column, value: text, owner: owner))
        }
    }
}
