import Foundation
import Tensors

/// Tensors of a file to constants.
struct TensorReader {
    /// 8-bit integers become `Int` here, eight times as large: beyond this they are weights of a quantized network.
    static let largestByteTensor = 1 << 16

    private let path: String
    private var external: ExternalData

    init(path: String, folder: String?) {
        self.path = path
        external = ExternalData(path: path, folder: folder)
    }

    /// The constant that `proto` states, under the name it has in messages.
    ///
    /// - Throws: `GraphError.malformed` naming the tensor: a type that is not read here, a shape that is none, data
    ///   that are more or fewer than the shape has elements.
    mutating func constant(_ proto: Onnx_TensorProto, name: String) throws(GraphError) -> Constant {
        func failure(_ reason: String) -> GraphError {
            .malformed(path: path, place: "tensor \(quoted(name))", reason: reason)
        }
        guard let type = ElementType(rawValue: proto.dataType) else {
            throw failure(
                "its elements are \(ElementType.name(proto.dataType)), which this program does not compute with; "
                    + "export the network in float32")
        }
        let extents = proto.dims.map { Int($0) }
        guard let shape = Extents.shape(extents) else {
            throw failure("\(Extents.text(extents)) is not a shape of a tensor")
        }
        if type == .int8 || type == .uint8, shape.count > Self.largestByteTensor {
            throw failure(
                "\(shape.count) elements of \(ElementType.name(proto.dataType)) look like weights of a quantized "
                    + "network; export it in float32")
        }
        if let bytes = try raw(proto, type: type, shape: shape, name: name) {
            if type.isFloat { return .float(Tensor(shape: shape, values: WeightBytes.floats(bytes, type: type))) }
            guard let values = WeightBytes.integers(bytes, type: type) else { throw failure("an element over 2⁶³") }
            return .integer(shape: shape, values: values)
        }
        let stated = fieldCount(proto, type: type)
        guard stated == shape.count else {
            throw failure("its shape \(shape) has \(shape.count) elements, and the file gives \(stated)")
        }
        if type.isFloat { return .float(Tensor(shape: shape, values: floats(proto, type: type))) }
        guard let values = integers(proto, type: type) else { throw failure("an element beyond its type") }
        return .integer(shape: shape, values: values)
    }

    /// The bytes of the tensor, exactly as many as its shape needs; nil where the file gives typed fields.
    private mutating func raw(
        _ proto: Onnx_TensorProto, type: ElementType, shape: Shape, name: String
    ) throws(GraphError) -> Data? {
        let needed = shape.count * type.width
        switch proto.dataLocation {
        case 0: break
        case 1: return try external.bytes(proto.externalData, byteCount: needed, tensor: name)
        default:
            throw .malformed(
                path: path, place: "tensor \(quoted(name))", reason: "an unknown data location \(proto.dataLocation)")
        }
        guard proto.hasRawData, !proto.rawData.isEmpty || needed == 0 || fieldCount(proto, type: type) == 0 else {
            return nil
        }
        guard proto.rawData.count == needed else {
            throw .malformed(
                path: path, place: "tensor \(quoted(name))",
                reason: "its shape \(shape) of \(ElementType.name(proto.dataType)) needs \(needed) bytes, and the file "
                    + "gives \(proto.rawData.count)")
        }
        return proto.rawData
    }

    private func fieldCount(_ proto: Onnx_TensorProto, type: ElementType) -> Int {
        switch type {
        case .float32: proto.floatData.count
        case .float64: proto.doubleData.count
        case .int64: proto.int64Data.count
        case .uint32, .uint64: proto.uint64Data.count
        default: proto.int32Data.count
        }
    }

    private func floats(_ proto: Onnx_TensorProto, type: ElementType) -> [Float] {
        switch type {
        case .float64: proto.doubleData.map { Float($0) }
        case .float16: proto.int32Data.map { WeightBytes.float(half: UInt16(truncatingIfNeeded: $0)) }
        case .bfloat16: proto.int32Data.map { WeightBytes.float(brain: UInt16(truncatingIfNeeded: $0)) }
        default: proto.floatData
        }
    }

    private func integers(_ proto: Onnx_TensorProto, type: ElementType) -> [Int]? {
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
