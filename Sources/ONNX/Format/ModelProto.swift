import Foundation

/// The messages of an ONNX file. Names and field numbers are those of the ONNX specification (onnx.proto, IR versions 3 to
/// 13); enumerations are plain numbers, so that an unknown one can be named in an error. Subgraphs are not decoded, so no
/// message contains itself.
struct ModelProto: WireMessage {
    var graph = GraphProto()
    var opsetImport: [OperatorSetIdProto] = []
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (7, .bytes(let data)): try graph.merge(data)
        case (8, .bytes(let data)): opsetImport.append(try OperatorSetIdProto(data))
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        writer.message(7, graph)
        for opset in opsetImport { writer.message(8, opset) }
    }
}

/// A version of an operator set; an empty domain is ONNX's own.
struct OperatorSetIdProto: WireMessage {
    var domain: String?
    var version: Int64?
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .bytes(let data)): domain = try data.text()
        case (2, .varint(let bits)): version = Int64(bitPattern: bits)
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        writer.text(1, domain)
        writer.integer(2, version)
    }
}

struct GraphProto: WireMessage {
    var node: [NodeProto] = []
    var name: String?
    var initializer: [TensorProto] = []
    var input: [ValueInfoProto] = []
    var output: [ValueInfoProto] = []
    /// Encoded, because they are only refused.
    var sparseInitializer: [Data] = []
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .bytes(let data)): node.append(try NodeProto(data))
        case (2, .bytes(let data)): name = try data.text()
        case (5, .bytes(let data)): initializer.append(try TensorProto(data))
        case (11, .bytes(let data)): input.append(try ValueInfoProto(data))
        case (12, .bytes(let data)): output.append(try ValueInfoProto(data))
        case (15, .bytes(let data)): sparseInitializer.append(data)
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        for node in node { writer.message(1, node) }
        writer.text(2, name)
        for tensor in initializer { writer.message(5, tensor) }
        for value in input { writer.message(11, value) }
        for value in output { writer.message(12, value) }
        for tensor in sparseInitializer { writer.bytes(15, tensor) }
    }
}
