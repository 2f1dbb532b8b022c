/// What is wrong with the encoding of a message.
package enum WireError: Error, Equatable, Sendable {
    case truncatedNumber
    case truncated(expected: UInt64, found: Int)
    /// A number in base 128 has more than 10 bytes.
    case longNumber
    /// A wire type that does not exist, or a group, which ONNX does not use.
    case wireType(Int)
    case fieldNumberZero
    /// A string is not UTF-8.
    case notUTF8
    case tooManyFields(limit: Int)

    /// A clause about the field.
    var reason: String {
        switch self {
        case .truncatedNumber: "it is truncated in the middle of a number"
        case .truncated(let expected, let found): "it is truncated: \(expected) bytes expected, \(found) found"
        case .longNumber: "a number has more than 10 bytes"
        case .wireType(let type): "invalid wire type \(type)"
        case .fieldNumberZero: "invalid field number 0"
        case .notUTF8: "the text is not UTF-8"
        case .tooManyFields(let limit): "the file has more than \(limit) fields"
        }
    }
}
