internal import Foundation
internal import GRDB

/// Encodes floats as an atlas stores them: float32, little-endian, without a header.
enum FloatBlob {
    /// Returns 4 bytes per value.
    static func bytes(_ values: [Float]) -> Data {
        let stored = values.map { $0.bitPattern.littleEndian }
        return unsafe stored.withUnsafeBytes { unsafe Data($0) }
    }

    /// Returns the values of a blob; nil if its length is not a multiple of 4.
    static func values(_ bytes: Data) -> [Float]? {
        guard bytes.count.isMultiple(of: 4) else { return nil }
        var stored = [UInt32](repeating: 0, count: bytes.count / 4)
        let copied = unsafe stored.withUnsafeMutableBytes { unsafe bytes.copyBytes(to: $0) }
        guard copied == bytes.count else { return nil }
        return stored.map { Float(bitPattern: UInt32(littleEndian: $0)) }
    }

    /// Copies the blob in a column of a row into `values` without allocating memory. Returns false if the blob has a
    /// different length.
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
