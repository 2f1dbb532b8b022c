import Foundation

/// A message of an ONNX file: the fields that the program uses, and all others as they were encoded.
protocol WireMessage {
    init()

    /// The fields that `decode` does not take, encoded.
    var unknown: Data { get set }

    /// Takes the field if the message has one of that number and type; otherwise returns false.
    mutating func decode(_ number: UInt64, _ value: WireReader.Value) throws(WireError) -> Bool

    /// Writes the fields, without the unknown ones.
    func encode(to writer: inout WireWriter)
}

extension WireMessage {
    init(_ data: Data) throws(WireError) {
        self.init()
        try merge(data)
    }

    /// Adds the fields of an encoded message. As protobuf prescribes, single values replace earlier ones and lists grow.
    mutating func merge(_ data: Data) throws(WireError) {
        var reader = WireReader(data)
        while !reader.isAtEnd {
            let start = reader.position
            let (number, value) = try reader.field()
            if try !decode(number, value) { unknown.append(data[start..<reader.position]) }
        }
    }

    func encoded() -> Data {
        var writer = WireWriter()
        encode(to: &writer)
        writer.fields(unknown)
        return writer.data
    }
}

extension Data {
    /// The text of a string, which must be UTF-8.
    func text() throws(WireError) -> String {
        guard let text = String(data: self, encoding: .utf8) else { throw .notUTF8 }
        return text
    }

    /// The numbers of a packed list.
    func packedVarints() throws(WireError) -> [UInt64] {
        var reader = WireReader(self)
        var values: [UInt64] = []
        while !reader.isAtEnd { values.append(try reader.varint()) }
        return values
    }

    /// The floats of a packed list.
    func packedFloats() throws(WireError) -> [Float] {
        guard count % 4 == 0 else { throw .truncatedNumber }
        return WeightBytes.floats(self, type: .float32)
    }

    /// The doubles of a packed list.
    func packedDoubles() throws(WireError) -> [Double] {
        var reader = WireReader(self)
        var values: [Double] = []
        while !reader.isAtEnd { values.append(Double(bitPattern: try reader.fixed(8))) }
        return values
    }
}
