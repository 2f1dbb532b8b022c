/// The first frame of a GIF file, and the picture that it is a part of (GIF89a specification).
struct GIFFrame {
    /// The size of the picture, enlarged if the frame extends past it.
    let width: Int
    let height: Int
    /// The part of the picture that the frame covers.
    let columns: Range<Int>
    let rows: Range<Int>
    /// Three bytes per colour; grey levels if the file has no palette.
    let palette: [UInt8]
    let transparent: Int?
    let isInterlaced: Bool
    /// The number of bits of the smallest codes.
    let codeSize: Int
    /// Where the blocks of data begin.
    let start: Int

    /// Reads up to the first frame.
    init(_ bytes: [UInt8], name: String) throws(ImageError) {
        func cut() -> ImageError { .truncated(path: name, detail: "no frame in its \(bytes.count) bytes") }
        guard let screenWidth = bytes.littleEndian16(at: 6), let screenHeight = bytes.littleEndian16(at: 8),
            bytes.count >= 13
        else { throw cut() }
        var position = 13
        var palette = IndexedPixels.greys
        func readPalette(_ flags: UInt8) throws(ImageError) {
            guard flags & 0x80 != 0 else { return }
            let count = 3 << (Int(flags & 7) + 1)
            guard position + count <= bytes.count else { throw cut() }
            palette = Array(bytes[position..<position + count])
            position += count
        }
        try readPalette(bytes[10])
        var transparent: Int?
        while true {
            guard position < bytes.count else { throw cut() }
            let mark = bytes[position]
            position += 1
            if mark == 0x2C { break }
            if mark == 0x3B { throw .corrupt(path: name, detail: "no frame before its end") }
            guard mark == 0x21 else { continue }
            guard position + 1 < bytes.count else { throw cut() }
            let isControl = bytes[position] == 0xF9
            position += 1
            let blocks = try Self.blocks(bytes, at: &position, name: name)
            if isControl, let block = blocks.first, block.count >= 4, bytes[block.lowerBound] & 1 != 0 {
                transparent = Int(bytes[block.lowerBound + 3])
            }
        }
        guard position + 10 <= bytes.count, let left = bytes.littleEndian16(at: position),
            let top = bytes.littleEndian16(at: position + 2), let columns = bytes.littleEndian16(at: position + 4),
            let rows = bytes.littleEndian16(at: position + 6)
        else { throw cut() }
        let flags = bytes[position + 8]
        position += 9
        try readPalette(flags)
        guard position < bytes.count else { throw cut() }
        codeSize = Int(bytes[position])
        guard (1...11).contains(codeSize) else {
            throw .corrupt(path: name, detail: "codes of \(codeSize) bits")
        }
        (self.columns, self.rows) = (left..<left + columns, top..<top + rows)
        (width, height) = (max(screenWidth, left + columns), max(screenHeight, top + rows))
        try ImageFile.checkSize(width: width, height: height, name: name)
        (self.palette, self.transparent) = (palette, transparent)
        isInterlaced = flags & 0x40 != 0
        start = position + 1
    }

    /// Returns the ranges of the blocks at `position` and moves behind their terminator.
    static func blocks(
        _ bytes: [UInt8], at position: inout Int, name: String
    ) throws(ImageError) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        while position < bytes.count, bytes[position] != 0 {
            let end = position + 1 + Int(bytes[position])
            guard end <= bytes.count else {
                throw .truncated(path: name, detail: "it ends inside a block")
            }
            blocks.append(position + 1..<end)
            position = end
        }
        position += 1
        return blocks
    }
}
