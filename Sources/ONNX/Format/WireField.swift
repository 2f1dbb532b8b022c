import Foundation

/// A field of a message: its number and name in onnx.proto, and how its value is read and written. A message's list of
/// fields is the one description of it, for the reader, the writer and the locations in errors.
struct WireField<Message: WireMessage>: Sendable {
    typealias Path<Value> = any WritableKeyPath<Message, Value> & Sendable
    typealias Decode = @Sendable (inout Message, WireReader.Value, inout WireDecoding) throws(WireError) -> Bool

    let number: UInt64
    let name: String
    /// Takes a value into the message, or returns false if it has another wire type than the field.
    let decode: Decode
    let encode: @Sendable (Message, inout WireWriter) -> Void

    private init(
        _ number: Int, _ name: String, decode: @escaping Decode,
        encode: @escaping @Sendable (Message, inout WireWriter) -> Void
    ) {
        (self.number, self.name) = (UInt64(number), name)
        (self.decode, self.encode) = (decode, encode)
    }

    /// A string.
    static func text(_ number: Int, _ name: String, _ path: Path<String?>) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            guard case .bytes(let data) = value else { return false }
            message[keyPath: path] = try data.text()
            return true
        } encode: { message, writer in
            writer.text(number, message[keyPath: path])
        }
    }

    /// A list of strings.
    static func texts(_ number: Int, _ name: String, _ path: Path<[String]>) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            guard case .bytes(let data) = value else { return false }
            message[keyPath: path].append(try data.text())
            return true
        } encode: { message, writer in
            for text in message[keyPath: path] { writer.text(number, text) }
        }
    }

    /// Bytes: a part of the file's, not a copy.
    static func bytes(_ number: Int, _ name: String, _ path: Path<Data?>) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            guard case .bytes(let data) = value else { return false }
            message[keyPath: path] = data
            return true
        } encode: { message, writer in
            writer.bytes(number, message[keyPath: path])
        }
    }

    /// A list of bytes, or of messages that stay encoded.
    static func bytes(_ number: Int, _ name: String, _ path: Path<[Data]>) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            guard case .bytes(let data) = value else { return false }
            message[keyPath: path].append(data)
            return true
        } encode: { message, writer in
            for data in message[keyPath: path] { writer.bytes(number, data) }
        }
    }

    /// An int32, an int64 or an enumeration.
    static func integer<Value: FixedWidthInteger & SignedInteger & SendableMetatype>(
        _ number: Int, _ name: String, _ path: Path<Value?>
    ) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            guard case .varint(let bits) = value else { return false }
            message[keyPath: path] = Value(truncatingIfNeeded: bits)
            return true
        } encode: { message, writer in
            writer.integer(number, message[keyPath: path])
        }
    }

    /// A float32.
    static func float(_ number: Int, _ name: String, _ path: Path<Float?>) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            guard case .fixed32(let bits) = value else { return false }
            message[keyPath: path] = Float(bitPattern: bits)
            return true
        } encode: { message, writer in
            writer.float(number, message[keyPath: path])
        }
    }

    /// A message. As protobuf prescribes, a second one is merged into the first.
    static func message<Child: WireMessage>(_ number: Int, _ name: String, _ path: Path<Child?>) -> Self {
        Self(number, name) { message, value, decoding throws(WireError) in
            guard case .bytes(let data) = value else { return false }
            var child = message[keyPath: path] ?? Child()
            try child.merge(data, &decoding, field: name)
            message[keyPath: path] = child
            return true
        } encode: { message, writer in
            writer.message(number, message[keyPath: path])
        }
    }

    /// A list of messages.
    static func messages<Child: WireMessage>(_ number: Int, _ name: String, _ path: Path<[Child]>) -> Self {
        Self(number, name) { message, value, decoding throws(WireError) in
            guard case .bytes(let data) = value else { return false }
            var child = Child()
            try child.merge(data, &decoding, field: name, index: message[keyPath: path].count)
            message[keyPath: path].append(child)
            return true
        } encode: { message, writer in
            for child in message[keyPath: path] { writer.message(number, child) }
        }
    }
}

/// Lists of numbers, which are read packed or not, and written as onnx.proto says.
extension WireField {
    static func integers<Value: FixedWidthInteger & SendableMetatype>(
        _ number: Int, _ name: String, _ path: Path<[Value]>, packed: Bool = false
    ) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            switch value {
            case .varint(let bits): message[keyPath: path].append(Value(truncatingIfNeeded: bits))
            case .bytes(let data):
                message[keyPath: path] += try data.packedVarints().map(Value.init(truncatingIfNeeded:))
            default: return false
            }
            return true
        } encode: { message, writer in
            let values = message[keyPath: path]
            if packed { return writer.packed(number, integers: values) }
            for value in values { writer.integer(number, Int64(truncatingIfNeeded: value)) }
        }
    }

    static func floats(_ number: Int, _ name: String, _ path: Path<[Float]>, packed: Bool = false) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            switch value {
            case .fixed32(let bits): message[keyPath: path].append(Float(bitPattern: bits))
            case .bytes(let data): message[keyPath: path] += try data.packedFloats()
            default: return false
            }
            return true
        } encode: { message, writer in
            let values = message[keyPath: path]
            if packed { return writer.packed(number, floats: values) }
            for value in values { writer.float(number, value) }
        }
    }

    /// Float64 numbers, which are written packed.
    static func doubles(_ number: Int, _ name: String, _ path: Path<[Double]>) -> Self {
        Self(number, name) { message, value, _ throws(WireError) in
            switch value {
            case .fixed64(let bits): message[keyPath: path].append(Double(bitPattern: bits))
            case .bytes(let data): message[keyPath: path] += try data.packedDoubles()
            default: return false
            }
            return true
        } encode: { message, writer in
            writer.packed(number, doubles: message[keyPath: path])
        }
    }
}
