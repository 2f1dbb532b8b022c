/// Writes numbers as bytes: fixed-width little-endian, or variable-length in base 128 (the varints of Protocol Buffers: least
/// significant digit first, the highest bit set in all bytes but the last).
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Appends a number in its full width, little-endian.
    package mutating func fixed(_ value: some FixedWidthInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Appends a number in base 128.
    package mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Reads what ``ByteWriter`` writes.
package struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var isAtEnd: Bool { position == bytes.count }

    /// Reads a number in its full width; nil if too few bytes are left.
    package mutating func fixed<Value: FixedWidthInteger>() -> Value? {
        guard bytes.count - position >= Value.bitWidth / 8 else { return nil }
        var value: Value = 0
        for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
            value |= Value(truncatingIfNeeded: bytes[position]) << shift
            position += 1
        }
        return value
    }

    /// Reads a number in base 128; nil if the bytes end within it or it does not fit in 63 bits.
    package mutating func number() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            guard position < bytes.count else { return nil }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
