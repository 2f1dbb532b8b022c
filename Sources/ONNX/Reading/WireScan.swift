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
        try scan.walk(.model, from: data.startIndex, to: data.endIndex)
        guard scan.sawGraph else { throw scan.strange }
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
    private var position = 0
    private var fieldCount = 0
    private var sawGraph = false
    private var looksLikeModel = true
    private var trail: [(name: String, index: Int)] = []

    private init(data: Data, path: String) {
        self.data = data
        self.path = path
    }

    private mutating func walk(_ message: Message, from start: Int, to end: Int) throws(GraphError) {
        position = start
        var counts: [UInt64: Int] = [:]
        while position < end {
            let tag = try varint(before: end)
            if case .model = message, !Self.modelFields.contains(tag >> 3) { looksLikeModel = false }
            switch tag & 7 {
            case 0: _ = try varint(before: end)
            case 1: try skip(8, before: end)
            case 5: try skip(4, before: end)
            case 2:
                fieldCount += 1
                guard fieldCount <= Self.largestFieldCount else {
                    throw error("it has more than \(Self.largestFieldCount) fields")
                }
                let length = try varint(before: end)
                // A file with the start of a graph is a model, even if the graph is truncated.
                if case .model = message, tag >> 3 == 7, looksLikeModel { sawGraph = true }
                guard length <= UInt64(end - position) else {
                    throw error("it is truncated: \(length) bytes expected, \(end - position) found")
                }
                let next = position + Int(length)
                if let (child, name) = message.child(tag >> 3) {
                    if case .graph = child { sawGraph = true }
                    trail.append((name, counts[tag >> 3, default: 0]))
                    counts[tag >> 3, default: 0] += 1
                    try walk(child, from: position, to: next)
                    trail.removeLast()
                }
                position = next
            default: throw error("invalid wire type \(tag & 7)")
            }
            guard tag >> 3 > 0 else { throw error("invalid field number 0") }
        }
    }

    private mutating func varint(before end: Int) throws(GraphError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < end else { throw error("it is truncated in the middle of a number") }
            let byte = data[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw error("a number has more than 10 bytes")
    }

    private mutating func skip(_ count: Int, before end: Int) throws(GraphError) {
        guard end - position >= count else { throw error("it is truncated in the middle of a number") }
        position += count
    }

    private func error(_ reason: String) -> GraphError {
        guard sawGraph else { return strange }
        let place = (["the file"] + trail.map { "\($0.name) \($0.index)" }).joined(separator: ", ")
        return .malformed(
            path: path, place: place,
            reason: "\(reason), at byte \(position - data.startIndex) of \(data.count); is the download complete?")
    }

    private var strange: GraphError {
        .notONNX(path: path, found: "a file without a graph", advice: "export the network to ONNX")
    }
}
