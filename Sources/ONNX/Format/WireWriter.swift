package import Foundation

/// Writes the fields of a protobuf message.
package struct WireWriter {
    package private(set) var data = Data()

    package init() {}

    /// Writes an int32, int64 or enumeration, unless it is nil.
    package mutating func integer(_ number: Int, _ value: (some FixedWidthInteger & SignedInteger)?) {
        guard let value else { return }
        varint(UInt64(number) << 3)
        varint(UInt64(bitPattern: Int64(value)))
    }

    package mutating func float(_ number: Int, _ value: Float?) {
        guard let value else { return }
        varint(UInt64(number) << 3 | 5)
        fixed(value.bitPattern)
    }

    package mutating func bytes(_ number: Int, _ value: Data?) {
        guard let value else { return }
        varint(UInt64(number) << 3 | 2)
        varint(UInt64(value.count))
        data.append(value)
    }

    package mutating func text(_ number: Int, _ value: String?) {
        bytes(number, value.map { Data($0.utf8) })
    }

    mutating func message(_ number: Int, _ value: (some WireMessage)?) {
        bytes(number, value?.encoded())
    }

    /// Writes a message whose fields `write` writes.
    package mutating func message(_ number: Int, _ write: (inout WireWriter) -> Void) {
        var message = WireWriter()
        write(&message)
        bytes(number, message.data)
    }

    /// Writes a packed list, unless it is empty.
    package mutating func packed(_ number: Int, integers values: [some FixedWidthInteger]) {
        guard !values.isEmpty else { return }
        var list = WireWriter()
        for value in values { list.varint(UInt64(truncatingIfNeeded: value)) }
        bytes(number, list.data)
    }

    /// Writes a packed list, unless it is empty.
    package mutating func packed(_ number: Int, doubles values: [Double]) {
        guard !values.isEmpty else { return }
        var list = WireWriter()
        for value in values { list.fixed(value.bitPattern) }
        bytes(number, list.data)
    }

    /// Writes a packed list, unless it is empty.
    package mutating func packed(_ number: Int, floats values: [Float]) {
        guard !values.isEmpty else { return }
        bytes(number, WeightBytes.bytes(values))
    }

    /// Writes fields that are encoded already.
    package mutating func fields(_ encoded: Data) {
        data.append(encoded)
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            data.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        data.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func fixed(_ bits: some FixedWidthInteger) {
        for shift in stride(from: 0, to: bits.bitWidth, by: 8) { data.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }
}
