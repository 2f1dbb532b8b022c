import Foundation

/// A message of an ONNX file: the fields that the program uses, and all others as they were encoded.
protocol WireMessage: Sendable {
    init()

    /// The fields that the program uses, in the order in which they are written.
    static var fields: [WireField<Self>] { get }

    /// What the message calls itself, for the locations in errors; nil for messages without a name.
    var label: String? { get }

    /// The fields that are not in `fields` or have another wire type, encoded.
    var unknown: Data { get set }
}

extension WireMessage {
    var label: String? { nil }

    init(_ data: Data) throws(WireError) {
        var decoding = WireDecoding()
        try self.init(data, &decoding)
    }

    init(_ data: Data, _ decoding: inout WireDecoding) throws(WireError) {
        self.init()
        try merge(data, &decoding)
    }

    /// Adds the fields of an encoded message. As protobuf prescribes, single values replace earlier ones and lists grow.
    ///
    /// - Throws: The first error; its location is in `decoding` then.
    mutating func merge(_ data: Data, _ decoding: inout WireDecoding) throws(WireError) {
        var reader = WireReader(data)
        while !reader.isAtEnd {
            let start = reader.position
            var field: WireField<Self>?
            do throws(WireError) {
                let tag = try reader.tag()
                field = Self.fields.first { $0.number == tag.number }
                let value = try reader.value(tag.type)
                if case .bytes = value { try decoding.count() }
                if try field?.decode(&self, value, &decoding) != true { unknown.append(data[start..<reader.position]) }
            } catch {
                decoding.failed(at: reader.position, field: field?.name)
                throw error
            }
        }
    }

    /// Adds the fields of an encoded message, which is in the given field of another, at an index of a list.
    mutating func merge(
        _ data: Data, _ decoding: inout WireDecoding, field: String, index: Int? = nil
    ) throws(WireError) {
        do {
            try merge(data, &decoding)
        } catch {
            decoding.failed(in: FieldPath.Step(field: field, index: index, name: label))
            throw error
        }
    }

    func encoded() -> Data {
        var writer = WireWriter()
        for field in Self.fields { field.encode(self, &writer) }
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
