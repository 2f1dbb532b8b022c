import Foundation

struct ValueInfoProto: WireMessage {
    var name: String?
    var type: TypeProto?
    var unknown = Data()

    var label: String? { name }

    static let fields: [WireField<Self>] = [
        .text(1, "name", \.name),
        .message(2, "type", \.type),
    ]
}

struct TypeProto: WireMessage {
    var tensorType: TensorTypeProto?
    var unknown = Data()

    static let fields: [WireField<Self>] = [.message(1, "tensor_type", \.tensorType)]
}

/// TypeProto.Tensor.
struct TensorTypeProto: WireMessage {
    var elemType: Int32?
    var shape: TensorShapeProto?
    var unknown = Data()

    static let fields: [WireField<Self>] = [
        .integer(1, "elem_type", \.elemType),
        .message(2, "shape", \.shape),
    ]
}

struct TensorShapeProto: WireMessage {
    var dim: [DimensionProto] = []
    var unknown = Data()

    static let fields: [WireField<Self>] = [.messages(1, "dim", \.dim)]
}

/// TensorShapeProto.Dimension: a size or a name.
struct DimensionProto: WireMessage {
    var dimValue: Int64?
    var dimParam: String?
    var unknown = Data()

    static let fields: [WireField<Self>] = [
        .integer(1, "dim_value", \.dimValue),
        .text(2, "dim_param", \.dimParam),
    ]
}
