internal import Foundation

/// Columns that hold JSON. Members are sorted, so that equal values are equal texts.
enum StoredJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Decodes a column of the atlas at `path`.
    ///
    /// - Parameter column: Its name, for the error: `atlas.configuration`.
    /// - Throws: `StoreError.damaged` for JSON of another form.
    static func value<Value: Decodable>(_ text: String, column: String, path: String) throws(StoreError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw .damaged(path: path, message: "\(column) is invalid JSON or lacks members")
        }
    }
}
