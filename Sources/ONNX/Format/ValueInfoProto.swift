import Foundation

struct ValueInfoProto: WireMessage {
    var name: String?
    var type: TypeProto?
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .bytes(let data)): name = try data.text()
        case (2, .bytes(let data)):
            var type = type ?? TypeProto()
            try type.merge(data)
            self.type = type
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        writer.text(1, name)
        writer.message(2, type)
    }
}

struct TypeProto: WireMessage {
    var tensorType: TensorTypeProto?
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        guard number == 1, case .bytes(let data) = value else { return false }
        var type = tensorType ?? TensorTypeProto()
        try type.merge(data)
        tensorType = type
        return true
    }

    func encode(to writer: inout WireWriter) {
        writer.message(1, tensorType)
    }
}

/// TypeProto.Tensor.
struct TensorTypeProto: WireMessage {
    var elemType: Int32?
    var shape: TensorShapeProto?
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .varint(let bits)): elemType = Int32(truncatingIfNeeded: bits)
        case (2, .bytes(let data)):
            var shape = shape ?? TensorShapeProto()
            try shape.merge(data)
            self.shape = shape
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        writer.integer(1, elemType)
        writer.message(2, shape)
    }
}

struct TensorShapeProto: WireMessage {
    var dim: [DimensionProto] = []
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        guard number == 1, case .bytes(let data) = value else { return false }
        dim.append(try DimensionProto(data))
        return true
    }

    func encode(to writer: inout WireWriter) {
        for dimension in dim { writer.message(1, dimension) }
    }
}

/// TensorShapeProto.Dimension: a size or a name.
struct DimensionProto: WireMessage {
    var dimValue: Int64?
    var dimParam: String?
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .varint(let bits)): dimValue = Int64(bitPattern: bits)
        case (2, .bytes(let data)): dimParam = try data.text()
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        writer.integer(1, dimValue)
        writer.text(2, dimParam)
    }
}
