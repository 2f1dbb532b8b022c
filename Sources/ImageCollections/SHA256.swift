import Foundation

/// The digest that identifies a model file (FIPS 180-4, §6.2).
public struct SHA256: Sendable {
    private var state: [UInt32] = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    private var pending: [UInt8] = []
    private var byteCount = 0
    private var schedule = [UInt32](repeating: 0, count: 64)

    /// The digest of the file at `path` as 64 lower-case hexadecimal digits, read piece by piece.
    public static func hexadecimal(ofFile path: String) throws(CollectionError) -> String {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .unreadable(path: path, detail: "it cannot be opened")
        }
        defer { try? file.close() }
        var digest = SHA256()
        do {
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { digest.update([UInt8](piece)) }
        } catch {
            throw .unreadable(path: path, detail: "it cannot be read to its end")
        }
        return digest.hexadecimal()
    }

    /// The digest of `bytes`.
    package static func hexadecimal(of bytes: some Sequence<UInt8>) -> String {
        var digest = SHA256()
        digest.update([UInt8](bytes))
        return digest.hexadecimal()
    }

    /// The digest of nothing yet.
    public init() {}

    /// Takes more bytes.
    public mutating func update(_ bytes: [UInt8]) {
        byteCount += bytes.count
        let all = pending.isEmpty ? bytes : pending + bytes
        var start = 0
        while all.count - start >= 64 {
            block(all, at: start)
            start += 64
        }
        pending = Array(all[start...])
    }

    /// The digest of all bytes taken, in hexadecimal.
    public mutating func hexadecimal() -> String {
        let bits = UInt64(byteCount) * 8
        var tail = [UInt8](repeating: 0, count: 1 + (119 - byteCount % 64) % 64)
        tail[0] = 0x80
        for shift in stride(from: 56, through: 0, by: -8) {
            tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        update(tail)
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private mutating func block(_ bytes: [UInt8], at start: Int) {
        for index in 0..<16 {
            let place = start + 4 * index
            schedule[index] =
                UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16 | UInt32(bytes[place + 2]) << 8
                | UInt32(bytes[place + 3])
        }
        for index in 16..<64 {
            let (early, late) = (schedule[index - 15], schedule[index - 2])
            let first = Self.rotated(early, 7) ^ Self.rotated(early, 18) ^ (early >> 3)
            let second = Self.rotated(late, 17) ^ Self.rotated(late, 19) ^ (late >> 10)
            schedule[index] = schedule[index - 16] &+ first &+ schedule[index - 7] &+ second
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let mixed = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
            let first = h &+ mixed &+ ((e & f) ^ (~e & g)) &+ Self.constants[index] &+ schedule[index]
            let second =
                (Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)) &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = {
        let primes = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }
        return primes.map { prime in
            // Newton's steps on 2^96 · prime give the root to 32 binary places exactly.
            var root = UInt64(Double(prime).squareRoot() * 0x1p32)
            let target = UInt128(prime) << 96
            var low = UInt128(1) << 32
            var high = UInt128(root) + 1
            while high - low > 1 {
                let middle = (low + high) / 2
                if middle * middle * middle <= target { low = middle } else { high = middle }
            }
            root = UInt64(low)
            return UInt32(truncatingIfNeeded: root)
        }
    }()
}
