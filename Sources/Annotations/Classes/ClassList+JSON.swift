import Foundation

/// Class lists in JSON.
extension ClassList {
    /// Reads one of the following: an array of names, or of objects with a `name`; an object that maps indices to names
    /// or to pairs of wnid and name (ImageNet), or names to indices; a configuration that contains one of these as
    /// `id2label`, `label_names` (timm, also in `pretrained_cfg`, with `label_descriptions`), `label2id` or another of
    /// ``listKeys``. The names `LABEL_0`, `LABEL_1` ... in `id2label` are used only if there are no others. Python
    /// dictionaries and lists are read as JSON (``PythonLiteral``).
    ///
    /// - Throws: ``AnnotationError``: `notAClassList`, `notAnIndex`, `notAPair`.
    static func entries(json data: Data, path: String) throws(AnnotationError) -> [Entry] {
        let value =
            (try? JSONSerialization.jsonObject(with: data))
            ?? (try? JSONSerialization.jsonObject(with: PythonLiteral.json(data)))
        guard let object = value as? [String: Any] else { return try entries(of: value, path: path) }
        let configurations = [object, object["pretrained_cfg"] as? [String: Any] ?? [:]]
        var numberedNames: [Entry]?
        for key in listKeys {
            for configuration in configurations {
                guard let list = configuration[key], list is [Any] || list is [String: Any] else { continue }
                let entries = try entries(of: list, path: path)
                if key == "id2label", entries.allSatisfy({ $0.name == "LABEL_\($0.number ?? -1)" }) {
                    numberedNames = entries
                    continue
                }
                return key == "label_names"
                    ? described(entries, configuration["label_descriptions"] as? [String: String] ?? [:]) : entries
            }
        }
        if let numberedNames { return numberedNames }
        return try entries(of: object, path: path)
    }

    /// Keys that may contain a class list; the first one present does.
    private static let listKeys = [
        "id2label", "label_names", "label2id", "idx_to_class", "class_to_idx", "class_names", "classes", "names",
        "labels", "categories",
    ]

    /// Names with their descriptions, which replace wnids and follow other names as synonyms.
    private static func described(_ entries: [Entry], _ descriptions: [String: String]) -> [Entry] {
        entries.map { entry in
            let description = descriptions[entry.name] ?? ""
            if isWordNetID(entry.name) {
                return Entry(
                    number: entry.number, name: description.isEmpty ? entry.name : description, wnid: entry.name)
            }
            guard !description.isEmpty, description != entry.name else { return entry }
            return Entry(number: entry.number, name: "\(entry.name), \(description)", wnid: entry.wnid)
        }
    }

    private static func entries(of value: Any?, path: String) throws(AnnotationError) -> [Entry] {
        if let names = value as? [String] { return names.map { Entry(name: $0) } }
        if let pairs = value as? [[String]] {
            return try pairs.enumerated().map { (place, pair) throws(AnnotationError) in
                try entry(pair, number: nil, key: "\(place)", path: path)
            }
        }
        if let objects = value as? [[String: Any]] {
            return try objects.map { (object) throws(AnnotationError) in
                guard let name = nameColumns.lazy.compactMap({ object[$0] as? String }).first else {
                    throw .file(path: path, .notAClassList)
                }
                let number = ["class_index", "index", "id"].lazy.compactMap { object[$0] as? Int }.first
                return Entry(number: number, name: name, wnid: object["wnid"] as? String)
            }
        }
        if let names = value as? [String: String] {
            // Indices by name, in quotes.
            if names.keys.allSatisfy({ Int($0) == nil }), names.values.allSatisfy({ Int($0) != nil }) {
                return names.map { Entry(number: Int($0.value), name: $0.key) }
            }
            return try names.map { (key, name) throws(AnnotationError) in
                Entry(number: try index(key, path: path), name: name)
            }
        }
        if let numbers = value as? [String: Int] { return numbers.map { Entry(number: $0.value, name: $0.key) } }
        if let pairs = value as? [String: [String]] {
            return try pairs.map { (key, pair) throws(AnnotationError) in
                try entry(pair, number: try index(key, path: path), key: key, path: path)
            }
        }
        throw .file(path: path, .notAClassList)
    }

    private static func entry(
        _ pair: [String], number: Int?, key: String, path: String
    ) throws(AnnotationError) -> Entry {
        guard pair.count == 2 else { throw .file(path: path, .notAPair(key: key)) }
        return Entry(number: number, name: pair[1], wnid: pair[0])
    }

    private static func index(_ key: String, path: String) throws(AnnotationError) -> Int {
        guard let index = Int(key), index >= 0 else { throw .file(path: path, .notAnIndex(key: key)) }
        return index
    }
}
