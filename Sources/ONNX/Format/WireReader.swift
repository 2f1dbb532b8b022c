import Foundation

/// Reads the fields of a protobuf message, without copying. Source: the protobuf documentation, "Encoding".
struct WireReader {
    /// The value of a field as encoded: its wire type and payload.
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        /// Bytes, text, a message or a packed list.
        case bytes(Data)
        case fixed32(UInt32)
    }

    let data: Data
    /// The index in `data` of the next byte.
    private(set) var position: Int
    private let end: Int

    init(_ data: Data) {
        self.data = data
        position = data.startIndex
        end = data.endIndex
    }

    var isAtEnd: Bool { position >= end }

    /// Returns the number and the wire type of the next field, whose value follows.
    ///
    /// - Throws: `WireError` if the message is truncated or the number is invalid.
    mutating func tag() throws(WireError) -> (number: UInt64, type: UInt64) {
        let tag = try varint()
        guard tag >> 3 > 0 else { throw .fieldNumberZero }
        return (tag >> 3, tag & 7)
    }

    /// Returns the value of a field of the given wire type.
    ///
    /// - Throws: `WireError` if the message is truncated or the type is invalid.
    mutating func value(_ type: UInt64) throws(WireError) -> Value {
        switch type {
        case 0: .varint(try varint())
        case 1: .fixed64(try fixed(8))
        case 2: .bytes(try bytes(count: try varint()))
        case 5: .fixed32(UInt32(truncatingIfNeeded: try fixed(4)))
        default: throw .wireType(Int(type))
        }
    }

    /// Returns a number of up to 64 bits in base 128, least significant digit first.
    mutating func varint() throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < end else { throw .truncatedNumber }
            let byte = data[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw .longNumber
    }

    /// Returns a little-endian number of `count` bytes, at most 8.
    mutating func fixed(_ count: Int) throws(WireError) -> UInt64 {
        guard end - position >= count else { throw .truncatedNumber }
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(data[position + index]) << UInt64(8 * index) }
        position += count
        return value
    }

    private mutating func bytes(count: UInt64) throws(WireError) -> Data {
        guard count <= UInt64(end - position) else { throw .truncated(expected: count, found: end - position) }
        let start = position
        position += Int(count)
        return data[start..<position]
    }
}
