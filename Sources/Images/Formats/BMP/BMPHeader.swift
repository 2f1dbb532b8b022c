/// The headers of a BMP file: Windows' of 40 to 124 bytes and those of OS/2, as Pillow reads them.
struct BMPHeader {
    /// How the pixels are stored.
    enum Layout: Equatable {
        /// 1, 4 or 8 bits, an index of the palette each.
        case indices(depth: Int)
        /// Run lengths of 4- or 8-bit indices.
        case runs(depth: Int)
        /// 16 bits: five bits of red, five or six of green, and five of blue.
        case packed(greenBits: Int)
        /// Whole bytes: the number of bytes of a pixel, and the places of its channels in them.
        case bytes(count: Int, red: Int, green: Int, blue: Int, alpha: Int?)
    }

    let width: Int
    let height: Int
    /// Whether the first row of the file is the top one.
    let isTopDown: Bool
    let layout: Layout
    /// Three bytes per colour: red, green, blue.
    let palette: [UInt8]
    /// Where the pixels begin.
    let start: Int

    /// The lengths of the second header that are known.
    static let sizes: Set<Int> = [12, 40, 52, 56, 64, 108, 124]

    private struct Fields {
        var depth: Int
        var compression = 0
        var colors = 0
        /// The bytes of a colour in the palette.
        var colorBytes = 4
        var masks: [Int] = []
    }

    init(_ bytes: [UInt8], name: String) throws(ImageError) {
        guard let offset = bytes.littleEndian32(at: 10), let size = bytes.littleEndian32(at: 14),
            bytes.count >= 14 + size
        else { throw .truncated(path: name, detail: "the header ends after \(bytes.count) bytes") }
        let end = 14 + size
        var fields: Fields
        if size == 12 {
            (width, height) = (bytes.littleEndian16(at: 18) ?? 0, bytes.littleEndian16(at: 20) ?? 0)
            isTopDown = false
            fields = Fields(depth: bytes.littleEndian16(at: 24) ?? 0, colorBytes: 3)
        } else {
            width = bytes.littleEndian32(at: 18) ?? 0
            let rows = bytes.littleEndian32(at: 22) ?? 0
            isTopDown = rows >> 24 == 0xFF
            height = isTopDown ? 1 << 32 - rows : rows
            fields = Fields(
                depth: bytes.littleEndian16(at: 28) ?? 0, compression: bytes.littleEndian32(at: 30) ?? 0,
                colors: bytes.littleEndian32(at: 46) ?? 0)
        }
        try ImageFile.checkSize(width: width, height: height, name: name)
        var position = end
        if fields.compression == 3 {
            // The short header is followed by three masks; the longer ones contain them, and alpha's from 56 bytes on.
            fields.masks = (0..<(size >= 56 ? 4 : 3)).map { bytes.littleEndian32(at: 54 + 4 * $0) ?? 0 }
            if size < 52 { position += 12 }
        }
        layout = try Self.layout(fields, name: name)
        (palette, start) = try Self.palette(fields, bytes, at: position, offset: offset, name: name)
    }

    private static func layout(_ fields: Fields, name: String) throws(ImageError) -> Layout {
        switch (fields.compression, fields.depth) {
        case (0, 1), (0, 4), (0, 8): return .indices(depth: fields.depth)
        case (1, 8), (2, 4): return .runs(depth: fields.depth)
        case (0, 16): return .packed(greenBits: 5)
        case (0, 24): return .bytes(count: 3, red: 2, green: 1, blue: 0, alpha: nil)
        case (0, 32): return .bytes(count: 4, red: 2, green: 1, blue: 0, alpha: nil)
        case (3, 16) where fields.masks.prefix(3) == [0xF800, 0x7E0, 0x1F]: return .packed(greenBits: 6)
        case (3, 16) where fields.masks.prefix(3) == [0x7C00, 0x3E0, 0x1F]: return .packed(greenBits: 5)
        case (3, 24), (3, 32):
            if let layout = bytes(of: fields.masks, count: fields.depth / 8) { return layout }
            fallthrough
        case (3, _):
            let masks = fields.masks.map { String($0, radix: 16, uppercase: true) }.joined(separator: ", ")
            throw .unsupported(path: name, detail: "BMP with \(fields.depth) bits and the channel masks \(masks)")
        case (4, _), (5, _):
            throw .unsupported(
                path: name, detail: "BMP that contains a \(fields.compression == 4 ? "JPEG" : "PNG") image")
        default:
            throw .unsupported(
                path: name, detail: "BMP with \(fields.depth) bits per pixel and compression \(fields.compression)")
        }
    }

    /// Returns the places of channels whose masks are whole bytes; nil for other masks.
    private static func bytes(of masks: [Int], count: Int) -> Layout? {
        if count == 4, masks.allSatisfy({ $0 == 0 }) {
            return .bytes(count: 4, red: 2, green: 1, blue: 0, alpha: masks.count == 4 ? 3 : nil)
        }
        let places = masks.map { mask in (0..<count).first { mask == 0xFF << (8 * $0) } }
        guard let red = places[0], let green = places[1], let blue = places[2],
            masks.count < 4 || masks[3] == 0 || places[3] != nil
        else { return nil }
        return .bytes(count: count, red: red, green: green, blue: blue, alpha: places.count == 4 ? places[3] : nil)
    }

    /// Reads the palette of up to 256 colours, and returns it with the start of the pixels.
    private static func palette(
        _ fields: Fields, _ bytes: [UInt8], at position: Int, offset: Int, name: String
    ) throws(ImageError) -> (palette: [UInt8], start: Int) {
        guard fields.depth <= 8 else { return ([], offset == 0 ? position : offset) }
        let colors = fields.colors == 0 ? 1 << fields.depth : fields.colors
        guard colors <= 65_536 else { throw .corrupt(path: name, detail: "a palette of \(colors) colours") }
        let end = position + colors * fields.colorBytes
        guard end <= bytes.count else { throw .truncated(path: name, detail: "it ends inside the palette") }
        var palette: [UInt8] = []
        for color in stride(from: position, to: end, by: fields.colorBytes).prefix(256) {
            palette += [bytes[color + 2], bytes[color + 1], bytes[color]]
        }
        // Some writers forget the palette where they give the start of the pixels.
        return (palette, offset == 0 || offset == position ? end : offset)
    }
}
