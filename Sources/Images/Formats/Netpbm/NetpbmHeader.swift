/// The header of a PBM, PGM or PPM file, plain or binary.
struct NetpbmHeader {
    enum Kind { case bits, grey, color }

    let kind: Kind
    /// Whether samples are decimal numbers.
    let isPlain: Bool
    let width: Int
    let height: Int
    /// The level of white, 1...65535; 1 for bits.
    let highest: Int
    /// Where the samples begin.
    let start: Int

    /// The number of samples.
    var sampleCount: Int { width * height * (kind == .color ? 3 : 1) }

    /// Whether a file begins with the mark of one of the six kinds, white space, and a digit or a comment.
    static func isMagic(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 3, bytes[0] == UInt8(ascii: "P"), (0x31...0x36).contains(bytes[1]) else { return false }
        let next = bytes.dropFirst(2).drop(while: isSpace).first ?? 0x30
        return next == UInt8(ascii: "#") || isSpace(bytes[2]) && (0x30...0x39).contains(next)
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    init(_ bytes: [UInt8], name: String) throws(ImageError) {
        let digit = Int(bytes[1]) - 0x30
        kind = [.bits, .grey, .color][(digit - 1) % 3]
        isPlain = digit <= 3
        var reader = NetpbmReader(bytes, position: 2)
        var numbers: [Int] = []
        for _ in 0..<(kind == .bits ? 2 : 3) {
            switch reader.number() {
            case .success(let number): numbers.append(number)
            case .failure(.end):
                throw .truncated(path: name, detail: "the header ends after \(bytes.count) bytes")
            case .failure(.invalid(let text)):
                throw .corrupt(path: name, detail: "the header contains “\(text)” instead of a number")
            }
        }
        (width, height, highest) = (numbers[0], numbers[1], numbers.count == 3 ? numbers[2] : 1)
        try ImageFile.checkSize(width: width, height: height, name: name)
        guard (1...65_535).contains(highest) else {
            throw .corrupt(path: name, detail: "the highest level is \(highest), not 1 to 65535")
        }
        // One byte of white space ends the header.
        start = reader.position
    }
}

/// Reads decimal numbers between white space and comments.
struct NetpbmReader {
    enum Failure: Error, Equatable {
        case end
        case invalid(String)
    }

    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// Returns the next number of at most ten digits and moves behind the byte that ends it.
    mutating func number() -> Result<Int, Failure> {
        var token: [UInt8] = []
        while position < bytes.count, token.count <= 10 {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "#") {
                skipComment()
            } else if !NetpbmHeader.isSpace(byte) {
                token.append(byte)
            } else if !token.isEmpty {
                break
            }
        }
        if token.isEmpty { return .failure(.end) }
        guard token.count <= 10, token.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return .failure(.invalid(String(decoding: token, as: UTF8.self)))
        }
        return .success(token.reduce(0) { 10 * $0 + Int($1 - 0x30) })
    }

    /// Returns the next byte that is neither white space nor in a comment.
    mutating func character() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "#") {
                skipComment()
            } else if !NetpbmHeader.isSpace(byte) {
                return byte
            }
        }
        return nil
    }

    private mutating func skipComment() {
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
        position += 1
    }
}
