/// The element types of tensors in files, with the numbers of the ONNX specification (TensorProto.DataType).
enum ElementType: Int32 {
    case float32 = 1
    case uint8 = 2
    case int8 = 3
    case uint16 = 4
    case int16 = 5
    case int32 = 6
    case int64 = 7
    case boolean = 9
    case float16 = 10
    case float64 = 11
    case uint32 = 12
    case uint64 = 13
    case bfloat16 = 16

    /// The number of bytes of an element in `raw_data`.
    var width: Int {
        switch self {
        case .uint8, .int8, .boolean: 1
        case .uint16, .int16, .float16, .bfloat16: 2
        case .float32, .int32, .uint32: 4
        case .int64, .float64, .uint64: 8
        }
    }

    var isFloat: Bool {
        switch self {
        case .float32, .float16, .float64, .bfloat16: true
        default: false
        }
    }

    /// Returns the name of an element type, supported or not, for messages.
    static func name(_ number: Int32) -> String {
        let names = [
            "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16",
            "float64", "uint32", "uint64", "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz",
            "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1", "float8e8m0",
        ]
        return names.indices.contains(Int(number)) ? names[Int(number)] : "type \(number)"
    }
}
