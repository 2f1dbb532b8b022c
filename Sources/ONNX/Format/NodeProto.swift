import Foundation

struct NodeProto: WireMessage {
    var input: [String] = []
    var output: [String] = []
    var name: String?
    var opType: String?
    var attribute: [AttributeProto] = []
    var domain: String?
    var unknown = Data()

    var label: String? { name }

    static let fields: [WireField<Self>] = [
        .texts(1, "input", \.input),
        .texts(2, "output", \.output),
        .text(3, "name", \.name),
        .text(4, "op_type", \.opType),
        .messages(5, "attribute", \.attribute),
        .text(7, "domain", \.domain),
    ]
}

struct AttributeProto: WireMessage {
    var name: String?
    var f: Float?
    var i: Int64?
    var s: Data?
    var t: TensorProto?
    var floats: [Float] = []
    var ints: [Int64] = []
    var strings: [Data] = []
    /// The kind (AttributeProto.AttributeType); nil in files of IR version 1.
    var type: Int32?
    var unknown = Data()

    var label: String? { name }

    static let fields: [WireField<Self>] = [
        .text(1, "name", \.name),
        .float(2, "f", \.f),
        .integer(3, "i", \.i),
        .bytes(4, "s", \.s),
        .message(5, "t", \.t),
        .floats(7, "floats", \.floats),
        .integers(8, "ints", \.ints),
        .bytes(9, "strings", \.strings),
        .integer(20, "type", \.type),
    ]
}
