import Analyses
import Annotations
import Reporting
import Units

/// What a head is to be trained on: images of an atlas with classes of its own, or with numbers.
public struct HeadLabels: Sendable {
    /// Where labels come from.
    public enum Source: Sendable, Equatable {
        /// A CSV with `image` and the first present of `wnid`, `class`, `class_index`, `value`.
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

    /// A class as labels name it.
    struct Key: Hashable {
        var name: String
        var wnid: String?
        /// In the network's own order.
        var place: Int?
    }

    /// - Parameters:
    ///   - groups: A file of ``ClassGroups``: the labels' classes are put together in groups; those in none are left out.
    ///   - images: Those of the atlas.
    ///   - native: The classes of the network's own head; they lend their names to labels that are wnids or indices.
    /// - Throws: `UnitAtlasError` for files of another form, and where fewer than two classes have images.
    init(
        _ source: Source, groups: String?, images: [ImageRecord], native: [ClassRecord]
    ) throws {
        let byWordNet = Dictionary(native.compactMap { record in record.wnid.map { ($0, record) } }) { first, _ in first
        }
        func named(_ record: ClassRecord) -> Key { Key(name: record.name, wnid: record.wnid, place: record.id.value) }
        func worded(_ text: String) -> Key {
            if let record = byWordNet[text] { return named(record) }
            return Key(name: text, wnid: ClassList.isWordNetID(text) ? text : nil)
        }
        var keys = [Key?](repeating: nil, count: images.count)
        switch source {
        case .atlas: keys = images.map { image in image.label.map { named(native[$0.value]) } }
        case .folders:
            keys = images.map { $0.path.split(separator: "/").dropLast().last.map { worded(String($0)) } }
        case .file(let path):
            let table = try LabelTable(path: path, kinds: ["wnid", "class", "class_index", "value"])
            if table.kind == "value" {
                guard groups == nil else {
                    throw UnitAtlasError.request(
                        "\(path) gives numbers, and --groups puts classes together: leave --groups out.")
                }
                (classes, labelled, targets) = try Self.numbers(table, path: path, images: images)
                return
            }
            var lookup = ImageLookup<Key>()
            for entry in table.entries {
                var key = worded(entry.text)
                if table.kind == "class_index" {
                    guard let index = Int(entry.text), index >= 0, native.isEmpty || native.indices.contains(index)
                    else {
                        throw UnitAtlasError.line(
                            path: path, line: entry.line, reason: "“\(entry.text)” is not the index of a class")
                    }
                    key = native.isEmpty ? Key(name: "class \(index)", place: index) : named(native[index])
                }
                guard lookup.add(key, to: entry.image) else {
                    throw UnitAtlasError.line(
                        path: path, line: entry.line, reason: "“\(entry.image)” has another class further up")
                }
            }
            keys = images.map { lookup[$0.path] }
        }
        guard keys.contains(where: { $0 != nil }) else { throw Self.nothing(source, images: images.count) }
        if let groups {
            let table = try ClassGroups(path: groups, labels: Set(keys.compactMap { $0 }), native: native)
            keys = keys.map { $0.flatMap(table.group) }
            remarks = table.remarks
        }
        let found = Set(keys.compactMap { $0 }).sorted(by: Self.precedes)
        guard found.count > 1 else {
            throw UnitAtlasError.request(
                "A head tells classes apart, and \(groups.map { "with the groups of \($0) " } ?? "")all labels that"
                    + " \(source.text) gives images of the atlas are of one class, “\(found.first?.name ?? "")”.")
        }
        let ids = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($0.element, $0.offset) })
        classes = found.enumerated().map {
            ClassRecord(id: ClassID($0.offset), name: $0.element.name, wnid: $0.element.wnid)
        }
        labelled = keys.indices.filter { keys[$0] != nil }
        targets = .classes(labelled.compactMap { index in keys[index].flatMap { ids[$0] } }, count: found.count)
    }

    /// Of sources that label no image.
    static func nothing(_ source: Source, images: Int) -> UnitAtlasError {
        let start = "None of the atlas's \(CountText.text(images, "image")) has a label"
        switch source {
        case .atlas: return .request(start + ": it was indexed without labels; give --labels a file, or folders.")
        case .folders: return .request(start + ": none lies in a folder of its class.")
        case .file(let path):
            return .request(start + " in \(path): its column image names paths in the image folder, or files.")
        }
    }

    private static func precedes(_ a: Key, _ b: Key) -> Bool {
        let (x, y) = (a.place ?? .max, b.place ?? .max)
        return x != y ? x < y : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }

    private static func numbers(
        _ table: LabelTable, path: String, images: [ImageRecord]
    ) throws(UnitAtlasError) -> ([ClassRecord], [Int], HeadTargets) {
        var lookup = ImageLookup<Float>()
        for entry in table.entries {
            guard let number = Float(entry.text), number.isFinite else {
                throw .line(path: path, line: entry.line, reason: "“\(entry.text)” is not a number")
            }
            guard lookup.add(number, to: entry.image) else {
                throw .line(path: path, line: entry.line, reason: "“\(entry.image)” has another value further up")
            }
        }
        let labelled = images.indices.filter { lookup[images[$0].path] != nil }
        guard labelled.count > 2 else {
            throw .request("A head is fitted to three images at least, and \(path) gives a value to \(labelled.count).")
        }
        let record = ClassRecord(id: ClassID(0), name: "value", wnid: nil)
        return ([record], labelled, .numbers(labelled.compactMap { lookup[images[$0].path] }))
    }
}
