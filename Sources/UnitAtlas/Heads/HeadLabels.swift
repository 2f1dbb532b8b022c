import Analyses
import Annotations
import Reporting
import Units

/// What a head is to be trained on: images of an atlas with classes of its own, or with numbers.
public struct HeadLabels: Sendable {
    /// Where labels come from.
    public enum Source: Sendable, Equatable {
        /// A ``LabelTable``, which may hold numbers in a column `value`.
        case file(String)
        /// The folder that an image lies in.
        case folders
        /// What the atlas labels it with.
        case atlas

        /// `folders`, `atlas`, or a file.
        public init(_ text: String) {
            switch text {
            case "folders": self = .folders
            case "atlas": self = .atlas
            default: self = .file(text)
            }
        }

        /// As it is given.
        public var text: String {
            switch self {
            case .file(let path): path
            case .folders: "folders"
            case .atlas: "atlas"
            }
        }
    }

    /// The head's classes; for numbers the one that stands for them.
    let classes: [ClassRecord]
    /// Places, among the images given, of those that have a label.
    let labelled: [Int]
    /// Of `labelled`.
    let targets: HeadTargets

    /// What a user has to know of the labels: sentences.
    private(set) var remarks: [String] = []

    /// - Parameters:
    ///   - path: The atlas's file.
    ///   - groups: A file of ``ClassGroups``: the labels' classes are put together in groups; those in none are left out.
    ///   - images: Those of the atlas.
    ///   - native: The classes of the network's own head; they lend their names to labels that are wnids or indices.
    /// - Throws: `UnitAtlasError` for files of another form, and where fewer than two classes have images.
    init(
        _ source: Source, groups: String?, atlas path: String, images: [ImageRecord], native: [ClassRecord]
    ) throws {
        let network = ClassResolver(native)
        func labelledClass(_ text: String) -> LabelledClass {
            if let record = try? network.resolve(text, as: .wnid) { return LabelledClass(record) }
            return LabelledClass(name: text, wnid: ClassList.isWordNetID(text) ? text : nil)
        }
        var keys = [LabelledClass?](repeating: nil, count: images.count)
        switch source {
        case .atlas: keys = images.map { image in image.label.map { LabelledClass(native[$0.value]) } }
        case .folders: keys = images.map { ImagePath($0.path).folder.map { labelledClass($0.text) } }
        case .file(let path):
            let table = try LabelTable(path: path, allowsValues: true)
            let resolver = ImageResolver(images.map(\.path))
            if table.column.kind == nil {
                guard groups == nil else {
                    throw UnitAtlasError.head(.groupsOfNumbers(labels: path))
                }
                (classes, labelled, targets, remarks) = try Self.numbers(table, resolver, images: images)
                return
            }
            let found = try table.values(images: resolver) { entry throws(AnnotationError) -> LabelledClass in
                guard table.column.kind == .classIndex else { return labelledClass(entry.text) }
                guard native.isEmpty else {
                    return LabelledClass(
                        try network.resolve(
                            entry.text, as: .classIndex, in: table.column.name, .network, path: path, line: entry.line))
                }
                guard let index = ClassResolver.number(entry.text), index >= 0 else {
                    throw .line(path: path, line: entry.line, .notANumber(column: table.column.name, value: entry.text))
                }
                return LabelledClass(name: "class \(index)", place: index)
            }
            remarks = found.remarks(path: path)
            keys = images.map { found.value(of: $0.path) }
        }
        guard keys.contains(where: { $0 != nil }) else { throw Self.nothing(source, atlas: path, images: images.count) }
        if let groups {
            let table = try ClassGroups(path: groups, labels: Set(keys.compactMap { $0 }), native: native)
            keys = keys.map { $0.flatMap(table.group(of:)) }
            remarks += table.empty.map { group in
                "\(groups):\(group.line): no image belongs to the group “\(group.name)”, so the head has no such class"
            }
        }
        let found = Set(keys.compactMap { $0 }).sorted(by: Self.precedes)
        guard found.count > 1 else {
            throw UnitAtlasError.head(
                .oneClass(name: found.first?.name ?? "", labels: source.text, groups: groups))
        }
        let ids = Dictionary(found.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        classes = found.enumerated().map {
            ClassRecord(id: ClassID($0.offset), name: $0.element.name, wnid: $0.element.wnid)
        }
        labelled = keys.indices.filter { keys[$0] != nil }
        targets = .classes(labelled.compactMap { index in keys[index].flatMap { ids[$0] } }, count: found.count)
    }

    /// The error for a source that labels none of the images of the atlas at `path`.
    static func nothing(_ source: Source, atlas path: String, images: Int) -> UnitAtlasError {
        switch source {
        case .atlas: .atlas(path: path, .noLabels(images: images))
        case .folders: .atlas(path: path, .noFolderLabels(images: images))
        case .file(let labels): .atlas(path: path, .noLabelsInFile(labels: labels, images: images))
        }
    }

    private static func precedes(_ a: LabelledClass, _ b: LabelledClass) -> Bool {
        let (x, y) = (a.place ?? .max, b.place ?? .max)
        return x != y ? x < y : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }

    private static func numbers(
        _ table: LabelTable, _ resolver: ImageResolver, images: [ImageRecord]
    ) throws -> ([ClassRecord], [Int], HeadTargets, remarks: [String]) {
        let found = try table.values(images: resolver) { entry throws(AnnotationError) -> Float in
            guard let number = Float(entry.text), number.isFinite else {
                throw .line(path: table.path, line: entry.line, .notANumber(column: "value", value: entry.text))
            }
            return number
        }
        let values = images.map { found.value(of: $0.path) }
        let labelled = images.indices.filter { values[$0] != nil }
        guard labelled.count > 2 else {
            throw UnitAtlasError.head(.tooFewValues(labels: table.path, images: labelled.count))
        }
        let record = ClassRecord(id: ClassID(0), name: "value", wnid: nil)
        return ([record], labelled, .numbers(labelled.compactMap { values[$0] }), found.remarks(path: table.path))
    }
}
