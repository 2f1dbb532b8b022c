import Foundation

/// A JSON value.
enum ConfigurationValue: Decodable, Equatable, CustomStringConvertible {
    case null, truth(Bool), number(Double), text(String), list([ConfigurationValue]), object(
        [String: ConfigurationValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([ConfigurationValue].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: ConfigurationValue].self))
        }
    }

    /// The value as text, shortened for messages.
    var description: String {
        let text = full
        return text.count > 60 ? text.prefix(57) + "..." : text
    }

    private var full: String {
        switch self {
        case .null: "null"
        case .truth(let truth): truth ? "true" : "false"
        case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
        case .text(let text): "“\(text.prefix(60))”"
        case .list(let list): "[" + list.prefix(20).map(\.full).joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.keys.sorted().prefix(20).map { "\($0): \(object[$0]?.full ?? "")" }.joined(separator: ", ")
                + "}"
        }
    }
}

/// The top level of a configuration file, read key by key with errors that name the file and the key.
struct ConfigurationFile {
    let name: String
    var values: [String: ConfigurationValue]

    init(json: Data, name: String) throws(PreprocessingError) {
        self.name = name
        guard json.count <= 16_777_216 else {
            throw .unreadable(file: name, reason: "it is larger than 16 MiB")
        }
        let value: ConfigurationValue
        do {
            value = try JSONDecoder().decode(ConfigurationValue.self, from: json)
        } catch {
            throw .unreadable(file: name, reason: "it is not valid JSON")
        }
        guard case .object(let values) = value else { throw .unreadable(file: name, reason: "it is not a JSON object") }
        self.values = values
    }

    /// The value of a key; nil if it is missing or null.
    subscript(key: String) -> ConfigurationValue? {
        values[key].flatMap { $0 == .null ? nil : $0 }
    }

    /// Refuses null as the value of a key.
    func refuseNull(_ key: String) throws(PreprocessingError) {
        if values[key] == .null { throw wrong(key, .null, "a value, or absent") }
    }

    func truth(_ key: String) throws(PreprocessingError) -> Bool? {
        guard let value = self[key] else { return nil }
        guard case .truth(let truth) = value else { throw wrong(key, value, "true or false") }
        return truth
    }

    func number(_ key: String) throws(PreprocessingError) -> Double? {
        guard let value = self[key] else { return nil }
        guard case .number(let number) = value, number.isFinite else { throw wrong(key, value, "a number") }
        return number
    }

    func text(_ key: String) throws(PreprocessingError) -> String? {
        guard let value = self[key] else { return nil }
        guard case .text(let text) = value else { throw wrong(key, value, "text in quotes") }
        return text
    }

    /// Returns one number per channel; a single number applies to all channels.
    func numbers(_ key: String, count: Int) throws(PreprocessingError) -> [Double]? {
        guard let value = self[key] else { return nil }
        switch value {
        case .number(let number) where number.isFinite:
            return [Double](repeating: number, count: count)
        case .list(let list) where list.count == count:
            var numbers: [Double] = []
            for case .number(let number) in list where number.isFinite { numbers.append(number) }
            if numbers.count == count { return numbers }
        default: break
        }
        throw wrong(key, value, count == 1 ? "one number" : "\(count) numbers, one per channel")
    }

    /// Returns a side in pixels; `key` is used in the error.
    func side(_ value: ConfigurationValue, _ key: String) throws(PreprocessingError) -> Int {
        guard case .number(let number) = value, let side = Int(exactly: number), Preprocessing.sizes.contains(side)
        else {
            throw wrong(key, value, "a whole number of pixels from 1 to \(Preprocessing.sizes.upperBound)")
        }
        return side
    }

    func wrong(_ key: String, _ value: ConfigurationValue, _ expected: String) -> PreprocessingError {
        .wrongValue(file: name, key: key, value: value.description, expected: expected)
    }

    func unsupported(_ key: String, _ reason: String) -> PreprocessingError {
        .unsupported(file: name, key: key, value: self[key]?.description ?? "absent", reason: reason)
    }
}
