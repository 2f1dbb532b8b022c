/// The 64-bit FNV-1a hash, with the offset basis and prime of draft-eastlake-fnv: fast and stable across machines and
/// versions, not cryptographic.
package struct FNV1a: Sendable, CustomStringConvertible {
    /// The hash of the bytes added so far.
    package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// The hash of no bytes.
    package init() {}

    /// The hash of some bytes.
    package init(_ bytes: [UInt8]) { add(bytes) }

    /// The hash of a text's UTF-8 bytes.
    package init(_ text: String) {
        for byte in text.utf8 { add(byte) }
    }

    package mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

    package mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { add(byte) }
    }

    /// Adds the eight bytes of a number, the least significant one first.
    package mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    /// Sixteen hexadecimal digits.
    package var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
