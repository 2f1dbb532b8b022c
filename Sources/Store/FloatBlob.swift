internal import Foundation

/// Floats as the atlas keeps them: float32, little-endian, without a header.
enum FloatBlob {
    /// 4 bytes a value.
    static func bytes(_ values: [Float]) -> Data {
        let stored = values.map { $0.bitPattern.littleEndian }
        return unsafe stored.withUnsafeBytes { unsafe Data($0) }
    }

    /// Nil when the length is no multiple of 4.
    static func values(_ bytes: Data) -> [Float]? {
        guard bytes.count.isMultiple(of: 4) else { return nil }
        var stored = [UInt32](repeating: 0, count: bytes.count / 4)
        let copied = unsafe stored.withUnsafeMutableBytes { unsafe bytes.copyBytes(to: $0) }
        guard copied == bytes.count else { return nil }
        return stored.map { Float(bitPattern: UInt32(littleEndian: $0)) }
    }
}
