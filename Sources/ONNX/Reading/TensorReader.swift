import Foundation
import Tensors

/// Converts tensors of a file to constants.
struct TensorReader {
    /// The maximum number of 8-bit integers, which are converted to `Int`. Larger tensors are weights of quantized networks.
    static let largestByteTensor = 1 << 16

    private let path: String
    private var external: ExternalData

    init(path: String, folder: String?) {
        self.path = path
        external = ExternalData(path: path, folder: folder)
    }

    /// Returns the constant of `proto`; `name` is its name in errors.
    ///
    /// - Throws: `GraphError.malformed` with the tensor if its type is unsupported, its shape is invalid, or the amount of
    ///   data does not match the shape.
    mutating func constant(_ proto: TensorProto, name: String) throws(GraphError) -> Constant {
        func failure(_ reason: String) -> GraphError {
            .malformed(path: path, place: "tensor \(quoted(name))", reason: reason)
        }
        guard let type = ElementType(rawValue: proto.dataType ?? 0) else {
            throw failure(
                "element type \(ElementType.name(proto.dataType ?? 0)) is not supported; "
                    + "export the network in float32")
        }
        let extents = proto.dims.map { Int($0) }
        guard let shape = Extents.shape(extents) else {
            throw failure("invalid shape \(Extents.text(extents))")
        }
        if type == .int8 || type == .uint8, shape.count > Self.largestByteTensor {
            throw failure(
                "\(shape.count) elements of \(ElementType.name(proto.dataType ?? 0)) look like weights of a quantized "
                    + "network; export it in float32")
        }
        if let bytes = try raw(proto, type: type, shape: shape, name: name) {
            if type.isFloat { return .float(Tensor(shape: shape, values: WeightBytes.floats(bytes, type: type))) }
            guard let values = WeightBytes.integers(bytes, type: type) else {
                throw failure("an element exceeds the range of Int64")
            }
            return .integer(shape: shape, values: values)
        }
        let stated = fieldCount(proto, type: type)
        guard stated == shape.count else {
            throw failure("its shape \(shape) has \(shape.count) elements, but the file has \(stated)")
        }
        if type.isFloat { return .float(Tensor(shape: shape, values: floats(proto, type: type))) }
        guard let values = integers(proto, type: type) else {
            throw failure("an element exceeds the range of its type")
        }
        return .integer(shape: shape, values: values)
    }

    /// Returns the bytes of the tensor, exactly as many as its shape needs; nil if the file uses typed fields.
    private mutating func raw(
        _ proto: TensorProto, type: ElementType, shape: Shape, name: String
    ) throws(GraphError) -> Data? {
        let needed = shape.count * type.width
        let location = proto.dataLocation ?? 0
        switch location {
        case 0: break
        case 1: return try external.bytes(proto.externalData, byteCount: needed, tensor: name)
        default:
            throw .malformed(
                path: path, place: "tensor \(quoted(name))", reason: "unknown data location \(location)")
        }
        guard let rawData = proto.rawData, !rawData.isEmpty || needed == 0 || fieldCount(proto, type: type) == 0 else {
            return nil
        }
        guard rawData.count == needed else {
            throw .malformed(
                path: path, place: "tensor \(quoted(name))",
                reason:
                    "its shape \(shape) of \(ElementType.name(proto.dataType ?? 0)) needs \(needed) bytes, but the file "
                    + "has \(rawData.count)")
        }
        return rawData
    }

    private func fieldCount(_ proto: TensorProto, type: ElementType) -> Int {
        switch type {
        case .float32: proto.floatData.count
        case .float64: proto.doubleData.count
        case .int64: proto.int64Data.count
        case .uint32, .uint64: proto.uint64Data.count
        default: proto.int32Data.count
        }
    }

    private func floats(_ proto: TensorProto, type: ElementType) -> [Float] {
        switch type {
        case .float64: proto.doubleData.map { Float($0) }
        case .float16: proto.int32Data.map { WeightBytes.float(half: UInt16(truncatingIfNeeded: $0)) }
        case .bfloat16: proto.int32Data.map { WeightBytes.float(brain: UInt16(truncatingIfNeeded: $0)) }
        default: proto.floatData
        }
    }

    private func integers(_ proto: TensorProto, type: ElementType) -> [Int]? {
        switch type {
        case .int64: return proto.int64Data.map { Int($0) }
        case .uint32, .uint64:
            let largest = type == .uint32 ? UInt64(UInt32.max) : UInt64(Int.max)
            return proto.uint64Data.contains { $0 > largest } ? nil : proto.uint64Data.map { Int($0) }
        case .boolean: return proto.int32Data.map { $0 == 0 ? 0 : 1 }
        default: return proto.int32Data.map { Int($0) }
        }
    }
}
