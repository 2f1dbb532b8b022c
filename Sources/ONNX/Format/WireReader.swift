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

    /// Returns the next field.
    ///
    /// - Throws: `WireError` if the message is truncated, or the field's number or wire type is invalid.
    mutating func field() throws(WireError) -> (number: UInt64, value: Value) {
        let tag = try varint()
        let number = tag >> 3
        let value: Value
        switch tag & 7 {
        case 0: value = .varint(try varint())
        case 1: value = .fixed64(try fixed(8))
        case 2: value = .bytes(try bytes(count: try varint()))
        case 5: value = .fixed32(UInt32(truncatingIfNeeded: try fixed(4)))
        default: throw .wireType(Int(tag & 7))
        }
        guard number > 0 else { throw .fieldNumberZero }
        return (number, value)
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

/// What is wrong with the encoding of a message.
enum WireError: Error, Equatable {
    case truncatedNumber
    case truncated(expected: UInt64, found: Int)
    /// A number in base 128 has more than 10 bytes.
    case longNumber
    /// A wire type that does not exist, or a group, which ONNX does not use.
    case wireType(Int)
    case fieldNumberZero
    /// A string is not UTF-8.
    case notUTF8

    /// A clause about the file.
    var reason: String {
        switch self {
        case .truncatedNumber: "it is truncated in the middle of a number"
        case .truncated(let expected, let found): "it is truncated: \(expected) bytes expected, \(found) found"
        case .longNumber: "a number has more than 10 bytes"
        case .wireType(let type): "invalid wire type \(type)"
        case .fieldNumberZero: "invalid field number 0"
        case .notUTF8: "a name is not UTF-8"
        }
    }
}
