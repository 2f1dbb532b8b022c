/// One chunk of a PNG file: a type of four letters and the range of its data in the file.
struct PNGChunk: Equatable {
    let type: String
    let data: Range<Int>

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Whether decoders must support the chunk: its first letter is a capital (PNG specification, 5.4).
    var isCritical: Bool { type.utf8.first.map { $0 & 0x20 == 0 } ?? false }

    /// Returns the chunks of a file; the checksums of critical chunks are verified.
    ///
    /// Like Pillow, this accepts files that end without a whole IEND. Their last IDAT may be cut short, which the rows tell.
    static func all(in bytes: [UInt8], name: String) throws(ImageError) -> [PNGChunk] {
        var chunks: [PNGChunk] = []
        var position = signature.count
        while true {
            let chunk: PNGChunk
            do {
                chunk = try next(in: bytes, at: position, name: name)
            } catch {
                guard chunks.contains(where: { $0.type == "IDAT" }) || error.isCutShort,
                    let rest = rest(in: bytes, at: position)
                else { throw error }
                chunks += rest
                guard chunks.contains(where: { $0.type == "IDAT" }) else { throw error }
                return chunks
            }
            chunks.append(chunk)
            if chunk.type == "IEND" { return chunks }
            position = chunk.data.upperBound + 4
        }
    }

    /// Returns what is left of a last chunk that is not whole: pixel data, or a chunk without its checksum; nil if it is
    /// more than that.
    private static func rest(in bytes: [UInt8], at position: Int) -> [PNGChunk]? {
        guard let length = bytes.bigEndian32(at: position), position + 8 <= bytes.count else { return [] }
        let letters = bytes[position + 4..<position + 8]
        guard letters.allSatisfy({ (0x41...0x5A).contains($0 & ~0x20) }) else { return [] }
        let type = String(decoding: letters, as: UTF8.self)
        let (start, end) = (position + 8, min(bytes.count, position + 8 + length))
        guard end + 4 > bytes.count, type == "IDAT" || end == position + 8 + length else { return nil }
        return [PNGChunk(type: type, data: start..<end)]
    }

    /// Returns the chunk that starts at `position`.
    static func next(in bytes: [UInt8], at position: Int, name: String) throws(ImageError) -> PNGChunk {
        guard let length = bytes.bigEndian32(at: position), position + 8 <= bytes.count else {
            throw .truncated(path: name, detail: "no chunk IEND in its \(bytes.count) bytes")
        }
        let letters = bytes[position + 4..<position + 8]
        guard letters.allSatisfy({ (0x41...0x5A).contains($0 & ~0x20) }) else {
            throw .corrupt(path: name, detail: "no chunk at byte \(position)")
        }
        let chunk = PNGChunk(type: String(decoding: letters, as: UTF8.self), data: position + 8..<position + 8 + length)
        guard let checksum = bytes.bigEndian32(at: chunk.data.upperBound) else {
            throw .truncated(path: name, detail: "ends inside chunk \(chunk.type)")
        }
        if chunk.isCritical, PNGCodec.checksum(bytes, position + 4..<chunk.data.upperBound) != checksum {
            throw .corrupt(path: name, detail: "chunk \(chunk.type) has a wrong checksum")
        }
        return chunk
    }

    /// Returns a chunk as bytes: length, type, data and checksum.
    static func encoded(type: String, data: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(data.count + 12)
        bytes += bigEndian(data.count) + type.utf8
        bytes += data
        bytes += bigEndian(PNGCodec.checksum(bytes, 4..<bytes.count))
        return bytes
    }

    /// Returns a number as four bytes in big-endian order, as in PNG and zlib.
    static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

extension ImageError {
    fileprivate var isCutShort: Bool {
        if case .truncated = self { true } else { false }
    }
}
