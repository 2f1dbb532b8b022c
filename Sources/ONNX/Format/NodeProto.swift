import Foundation

struct NodeProto: WireMessage {
    var input: [String] = []
    var output: [String] = []
    var name: String?
    var opType: String?
    var attribute: [AttributeProto] = []
    var domain: String?
    var unknown = Data()

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .bytes(let data)): input.append(try data.text())
        case (2, .bytes(let data)): output.append(try data.text())
        case (3, .bytes(let data)): name = try data.text()
        case (4, .bytes(let data)): opType = try data.text()
        case (5, .bytes(let data)): attribute.append(try AttributeProto(data))
        case (7, .bytes(let data)): domain = try data.text()
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        for name in input { writer.text(1, name) }
        for name in output { writer.text(2, name) }
        writer.text(3, name)
        writer.text(4, opType)
        for attribute in attribute { writer.message(5, attribute) }
        writer.text(7, domain)
    }
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

    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool {
        switch (number, value) {
        case (1, .bytes(let data)): name = try data.text()
        case (2, .fixed32(let bits)): f = Float(bitPattern: bits)
        case (3, .varint(let bits)): i = Int64(bitPattern: bits)
        case (4, .bytes(let data)): s = data
        case (5, .bytes(let data)):
            var tensor = t ?? TensorProto()
            try tensor.merge(data)
            t = tensor
        case (7, .fixed32(let bits)): floats.append(Float(bitPattern: bits))
        case (7, .bytes(let data)): floats += try data.packedFloats()
        case (8, .varint(let bits)): ints.append(Int64(bitPattern: bits))
        case (8, .bytes(let data)): ints += try data.packedVarints().map(Int64.init(bitPattern:))
        case (9, .bytes(let data)): strings.append(data)
        case (20, .varint(let bits)): type = Int32(truncatingIfNeeded: bits)
        default: return false
        }
        return true
    }

    func encode(to writer: inout WireWriter) {
        writer.text(1, name)
        writer.float(2, f)
        writer.integer(3, i)
        writer.bytes(4, s)
        writer.message(5, t)
        for value in floats { writer.float(7, value) }
        for value in ints { writer.integer(8, value) }
        for value in strings { writer.bytes(9, value) }
        writer.integer(20, type)
    }
}
