internal import Foundation

/// Encodes and decodes columns of JSON. Members are sorted, so that equal values have equal texts.
enum StoredJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Decodes a column of the atlas at `path`.
    ///
    /// - Parameter column: The name of the column for the error, such as `atlas.configuration`.
    /// - Throws: `StoreError.damaged` if the JSON does not have the form of `Value`.
    static func value<Value: Decodable>(_ text: String, column: String, path: String) throws(StoreError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw .damaged(path: path, .json(column: column))
        }
    }
}
