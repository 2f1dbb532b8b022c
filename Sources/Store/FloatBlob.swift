internal import Foundation
internal import GRDB

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

    /// Copies the blob of a row's column into `values`, without memory of its own; false where the blob has another length.
    static func read(_ row: Row, column: Int, into values: inout [Float]) -> Bool {
        let isCopied: Bool? = try? row.withUnsafeData(atIndex: column) { bytes in
            guard let bytes, bytes.count == 4 * values.count else { return false }
            return unsafe values.withUnsafeMutableBytes { unsafe bytes.copyBytes(to: $0) } == bytes.count
        }
        guard isCopied == true else { return false }
        if 1.littleEndian != 1 {
            for place in values.indices {
                values[place] = Float(bitPattern: UInt32(littleEndian: values[place].bitPattern))
            }
        }
        return true
    }
}
