/// The chunk IHDR of a PNG file.
struct PNGHeader: Equatable {
    enum Kind: Int {
        case grey = 0
        case color = 2
        case palette = 3
        case greyAlpha = 4
        case colorAlpha = 6

        /// The number of samples per pixel.
        var channels: Int {
            switch self {
            case .grey, .palette: 1
            case .greyAlpha: 2
            case .color: 3
            case .colorAlpha: 4
            }
        }

        /// The numbers of bits per sample that the specification allows (11.2.2).
        fileprivate var depths: [Int] {
            switch self {
            case .grey: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .color, .greyAlpha, .colorAlpha: [8, 16]
            }
        }
    }

    let width: Int
    let height: Int
    let kind: Kind
    /// The number of bits per sample.
    let depth: Int
    let isInterlaced: Bool

    init(_ bytes: [UInt8], name: String) throws(ImageError) {
        let chunk = try PNGChunk.next(in: bytes, at: PNGChunk.signature.count, name: name)
        let start = chunk.data.lowerBound
        guard chunk.type == "IHDR", chunk.data.count == 13, let width = bytes.bigEndian32(at: start),
            let height = bytes.bigEndian32(at: start + 4)
        else { throw .corrupt(path: name, detail: "the first chunk is not an IHDR of 13 bytes") }
        try ImageFile.checkSize(width: width, height: height, name: name)
        let depth = Int(bytes[start + 8])
        guard let kind = Kind(rawValue: Int(bytes[start + 9])), kind.depths.contains(depth) else {
            throw .corrupt(path: name, detail: "colour type \(bytes[start + 9]) with \(depth) bits per sample")
        }
        guard bytes[start + 10] == 0, bytes[start + 11] == 0, bytes[start + 12] <= 1 else {
            let methods = bytes[start + 10...start + 12].map(String.init).joined(separator: ", ")
            throw .unsupported(path: name, detail: "compression, filter and interlace methods \(methods)")
        }
        self.width = width
        self.height = height
        self.kind = kind
        self.depth = depth
        isInterlaced = bytes[start + 12] == 1
    }

    /// Returns the number of bytes of a row of `width` pixels without its filter byte.
    func rowBytes(width: Int) -> Int { (width * kind.channels * depth + 7) / 8 }

    /// The number of bytes to the pixel on the left, as defined for filters.
    var filterDistance: Int { max(1, kind.channels * depth / 8) }
}

/// The pixels stored in one sequence of rows: the whole picture or one of Adam7's seven passes (specification, 8.2).
struct PNGPass: Equatable {
    let x: Int
    let y: Int
    let stepX: Int
    let stepY: Int

    static let whole = [PNGPass(x: 0, y: 0, stepX: 1, stepY: 1)]
    static let adam7 = [
        PNGPass(x: 0, y: 0, stepX: 8, stepY: 8), PNGPass(x: 4, y: 0, stepX: 8, stepY: 8),
        PNGPass(x: 0, y: 4, stepX: 4, stepY: 8), PNGPass(x: 2, y: 0, stepX: 4, stepY: 4),
        PNGPass(x: 0, y: 2, stepX: 2, stepY: 4), PNGPass(x: 1, y: 0, stepX: 2, stepY: 2),
        PNGPass(x: 0, y: 1, stepX: 1, stepY: 2),
    ]

    func columns(of width: Int) -> Int { width > x ? (width - x + stepX - 1) / stepX : 0 }
    func rows(of height: Int) -> Int { height > y ? (height - y + stepY - 1) / stepY : 0 }
}
