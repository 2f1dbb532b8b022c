import Foundation

struct TensorProto: WireMessage {
    var dims: [Int64] = []
    /// The element type (TensorProto.DataType).
    var dataType: Int32?
    var floatData: [Float] = []
    var int32Data: [Int32] = []
    var int64Data: [Int64] = []
    var name: String?
    /// A part of the file's bytes, not a copy.
    var rawData: Data?
    var doubleData: [Double] = []
    var uint64Data: [UInt64] = []
    var externalData: [StringStringEntryProto] = []
    /// 0 for this file, 1 for an external one.
    var dataLocation: Int32?
    var unknown = Data()

    var label: String? { name }

    static let fields: [WireField<Self>] = [
        .integers(1, "dims", \.dims),
        .integer(2, "data_type", \.dataType),
        .floats(4, "float_data", \.floatData, packed: true),
        .integers(5, "int32_data", \.int32Data, packed: true),
        .integers(7, "int64_data", \.int64Data, packed: true),
        .text(8, "name", \.name),
        .bytes(9, "raw_data", \.rawData),
        .doubles(10, "double_data", \.doubleData),
        .integers(11, "uint64_data", \.uint64Data, packed: true),
        .messages(13, "external_data", \.externalData),
        .integer(14, "data_location", \.dataLocation),
    ]
}

struct StringStringEntryProto: WireMessage {
    var key: String?
    var value: String?
    var unknown = Data()

    var label: String? { key }

    static let fields: [WireField<Self>] = [
        .text(1, "key", \.key),
        .text(2, "value", \.value),
    ]
}
