import Foundation

/// Checks the messages of a model file before they are decoded, without copying: locates the damage in a truncated or
/// damaged file, and refuses files with millions of empty messages, which would take much more memory than the file.
struct WireScan {
    /// The maximum number of fields with bytes, text or messages. A network of a thousand layers has about ten thousand.
    static let largestFieldCount = 1_000_000

    /// The fields of a ModelProto (onnx.proto, versions up to 1.20).
    private static let modelFields: Set<UInt64> = [1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26]

    /// - Throws: `GraphError.malformed` with the location, or `GraphError.notONNX` if the file has no graph.
    static func check(_ data: Data, path: String) throws(GraphError) {
        var scan = WireScan(data: data, path: path)
        try scan.walk(.model, in: data)
        guard scan.sawGraph else { throw scan.foreign }
    }

    private enum Message {
        case model, graph, node, attribute, tensor, value, type, tensorType, shape

        /// Returns the message in a field of this one, with its name in errors.
        func child(_ field: UInt64) -> (Message, String)? {
            switch (self, field) {
            case (.model, 7): (.graph, "graph")
            case (.graph, 1): (.node, "node")
            case (.graph, 5): (.tensor, "initializer")
            case (.graph, 11): (.value, "input")
            case (.graph, 12): (.value, "output")
            case (.node, 5): (.attribute, "attribute")
            case (.attribute, 5): (.tensor, "tensor")
            case (.value, 2): (.type, "type")
            case (.type, 1): (.tensorType, "tensor type")
            case (.tensorType, 2): (.shape, "shape")
            default: nil
            }
        }
    }

    private let data: Data
    private let path: String
    private var fieldCount = 0
    private var sawGraph = false
    private var looksLikeModel = true
    private var trail: [(name: String, index: Int)] = []

    private init(data: Data, path: String) {
        self.data = data
        self.path = path
    }

    private mutating func walk(_ message: Message, in data: Data) throws(GraphError) {
        var reader = WireReader(data)
        var counts: [UInt64: Int] = [:]
        while !reader.isAtEnd {
            let field = try next(of: message, &reader)
            guard case .bytes(let content) = field.value else { continue }
            fieldCount += 1
            guard fieldCount <= Self.largestFieldCount else {
                throw error("it has more than \(Self.largestFieldCount) fields", at: reader.position)
            }
            guard let (child, name) = message.child(field.number) else { continue }
            trail.append((name, counts[field.number, default: 0]))
            counts[field.number, default: 0] += 1
            try walk(child, in: content)
            trail.removeLast()
        }
    }

    private mutating func next(
        of message: Message, _ reader: inout WireReader
    ) throws(GraphError) -> (number: UInt64, value: WireReader.Value) {
        if case .model = message {
            // A file with the start of a graph is a model, even if the graph is truncated.
            var ahead = reader
            if let tag = try? ahead.varint() {
                if !Self.modelFields.contains(tag >> 3) { looksLikeModel = false }
                if tag == 7 << 3 | 2, looksLikeModel { sawGraph = true }
            }
        }
        do {
            return try reader.field()
        } catch {
            throw self.error(error.reason, at: reader.position)
        }
    }

    private func error(_ reason: String, at position: Int) -> GraphError {
        guard sawGraph else { return foreign }
        let place = (["the file"] + trail.map { "\($0.name) \($0.index)" }).joined(separator: ", ")
        return .malformed(
            path: path, place: place,
            reason: "\(reason), at byte \(position - data.startIndex) of \(data.count); is the download complete?")
    }

    private var foreign: GraphError {
        .notONNX(path: path, found: "a file without a graph", advice: "export the network to ONNX")
    }
}
