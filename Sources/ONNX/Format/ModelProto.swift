import Foundation

/// The messages of an ONNX file. Names and field numbers are those of the ONNX specification (onnx.proto, IR versions 3 to
/// 13); enumerations are plain numbers, so that an unknown one can be named in an error. Subgraphs are not decoded, so no
/// message contains itself.
struct ModelProto: WireMessage {
    var graph: GraphProto?
    var opsetImport: [OperatorSetIdProto] = []
    var unknown = Data()

    static let fields: [WireField<Self>] = [
        .message(7, "graph", \.graph),
        .messages(8, "opset_import", \.opsetImport),
    ]
}

/// A version of an operator set; an empty domain is ONNX's own.
struct OperatorSetIdProto: WireMessage {
    var domain: String?
    var version: Int64?
    var unknown = Data()

    var label: String? { domain }

    static let fields: [WireField<Self>] = [
        .text(1, "domain", \.domain),
        .integer(2, "version", \.version),
    ]
}

struct GraphProto: WireMessage {
    var node: [NodeProto] = []
    var name: String?
    var initializer: [TensorProto] = []
    var input: [ValueInfoProto] = []
    var output: [ValueInfoProto] = []
    /// The shapes of other values, encoded, because they are only kept or removed.
    var valueInfo: [Data] = []
    /// Encoded, because they are only kept or removed.
    var quantizationAnnotation: [Data] = []
    /// Encoded, because they are only refused.
    var sparseInitializer: [Data] = []
    var unknown = Data()

    static let fields: [WireField<Self>] = [
        .messages(1, "node", \.node),
        .text(2, "name", \.name),
        .messages(5, "initializer", \.initializer),
        .messages(11, "input", \.input),
        .messages(12, "output", \.output),
        .bytes(13, "value_info", \.valueInfo),
        .bytes(14, "quantization_annotation", \.quantizationAnnotation),
        .bytes(15, "sparse_initializer", \.sparseInitializer),
    ]
}
