import Foundation

/// A PNG of numbers, written byte by byte without compression, as the program itself writes none.
struct PNGFile {
    enum Kind: Sendable {
        /// Of so many bits.
        case grey(Int)
        /// Indices of so many bits, and three bytes for each colour.
        case palette(Int, [UInt8])
    }

    let data: Data

    /// - Parameter numbers: [height, width]
    init(_ kind: Kind, width: Int, height: Int, _ numbers: [Int]) {
        let (depth, type, palette): (Int, UInt8, [UInt8]) =
            switch kind {
            case .grey(let depth): (depth, 0, [])
            case .palette(let depth, let colors): (depth, 3, Array(colors.prefix(3 << depth)))
            }
        var rows: [UInt8] = []
        for y in 0..<height {
            var bits: [UInt8] = []
            for number in numbers[y * width..<(y + 1) * width] {
                bits += (0..<depth).reversed().map { UInt8(number >> $0 & 1) }
            }
            bits += [UInt8](repeating: 0, count: (8 - bits.count % 8) % 8)
            rows.append(0)
            rows += stride(from: 0, to: bits.count, by: 8).map { start in
                bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
            }
        }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += Self.chunk("IHDR", Self.number(width) + Self.number(height) + [UInt8(depth), type, 0, 0, 0])
        if !palette.isEmpty { bytes += Self.chunk("PLTE", palette) }
        bytes += Self.chunk("IDAT", Self.stored(rows)) + Self.chunk("IEND", [])
        data = Data(bytes)
    }

    private static func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) } }

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + content
        return number(content.count) + body + number(checksum(body))
    }

    /// A zlib stream of one stored block.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let length = [UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8)]
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65521
            high = (high + low) % 65521
        }
        return [0x78, 0x01, 1] + length + length.map { ~$0 } + bytes + number(high << 16 | low)
    }

    /// CRC-32, as the PNG specification has it.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}
