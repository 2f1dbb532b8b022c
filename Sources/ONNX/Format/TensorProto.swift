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

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .varint(let bits)): dims.append(Int64(bitPattern: bits))
        case (1, .bytes(let data)): dims += try data.packedVarints().map(Int64.init(bitPattern:))
        case (2, .varint(let bits)): dataType = Int32(truncatingIfNeeded: bits)
        case (4, .fixed32(let bits)): floatData.append(Float(bitPattern: bits))
        case (4, .bytes(let data)): floatData += try data.packedFloats()
        case (5, .varint(let bits)): int32Data.append(Int32(truncatingIfNeeded: bits))
        case (5, .bytes(let data)): int32Data += try data.packedVarints().map(Int32.init(truncatingIfNeeded:))
        case (7, .varint(let bits)): int64Data.append(Int64(bitPattern: bits))
        case (7, .bytes(let data)): int64Data += try data.packedVarints().map(Int64.init(bitPattern:))
        case (8, .bytes(let data)): name = try data.text()
        case (9, .bytes(let data)): rawData = data
        case (10, .fixed64(let bits)): doubleData.append(Double(bitPattern: bits))
        case (10, .bytes(let data)): doubleData += try data.packedDoubles()
        case (11, .varint(let bits)): uint64Data.append(bits)
        case (11, .bytes(let data)): uint64Data += try data.packedVarints()
        case (13, .bytes(let data)): externalData.append(try StringStringEntryProto(data))
        case (14, .varint(let bits)): dataLocation = Int32(truncatingIfNeeded: bits)
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        for extent in dims { writer.integer(1, extent) }
        writer.integer(2, dataType)
        writer.packed(4, floats: floatData)
        writer.packed(5, integers: int32Data)
        writer.packed(7, integers: int64Data)
        writer.text(8, name)
        writer.bytes(9, rawData)
        writer.packed(10, doubles: doubleData)
        writer.packed(11, integers: uint64Data)
        for entry in externalData { writer.message(13, entry) }
        writer.integer(14, dataLocation)
    }
}

struct StringStringEntryProto: WireMessage {
    var key: String?
    var value: String?
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .bytes(let data)): key = try data.text()
        case (2, .bytes(let data)): self.value = try data.text()
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        writer.text(1, key)
        writer.text(2, value)
    }
}
