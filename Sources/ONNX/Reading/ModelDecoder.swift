import Foundation

/// Decodes the messages of a model file, which keep parts of its bytes.
enum ModelDecoder {
    /// The fields of a ModelProto (onnx.proto, versions up to 1.20).
    private static let modelFields: Set<UInt64> = [1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26]

    /// - Throws: `GraphError.notONNX` if the file is of another kind or has no graph, `GraphError.damaged` with the field
    ///   that cannot be decoded.
    static func model(_ data: Data, path: String) throws(GraphError) -> ModelProto {
        if let foreign = FileKind.foreign(data) {
            throw .notONNX(path: path, found: foreign.found, advice: foreign.advice)
        }
        guard hasGraph(data) else {
            throw .notONNX(path: path, found: "a file without a graph", advice: "export the network to ONNX")
        }
        var decoding = WireDecoding()
        do {
            return try ModelProto(data, &decoding)
        } catch {
            throw .damaged(
                path: path, field: decoding.place, problem: error,
                byte: (decoding.position ?? data.endIndex) - data.startIndex, byteCount: data.count)
        }
    }

    /// Whether the file has the fields of a model up to a graph. The graph itself may be truncated.
    private static func hasGraph(_ data: Data) -> Bool {
        var reader = WireReader(data)
        while !reader.isAtEnd {
            guard let tag = try? reader.tag(), modelFields.contains(tag.number) else { return false }
            if tag == (7, 2) { return true }
            guard (try? reader.value(tag.type)) != nil else { return false }
        }
        return false
    }
}
