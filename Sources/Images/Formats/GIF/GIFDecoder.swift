/// Decodes the first frame of a GIF file to the pixels of PIL's `convert("RGB")`.
enum GIFDecoder {
    /// - Throws: ``ImageError`` with `name` as its path.
    static func decode(
        _ bytes: [UInt8], name: String, options: DecodingOptions = DecodingOptions()
    ) throws(ImageError) -> Raster {
        let frame = try GIFFrame(bytes, name: name)
        let (columns, rows) = (frame.columns.count, frame.rows.count)
        var codes = LZWReader(bytes, at: frame.start, codeSize: frame.codeSize)
        // A code stands for fewer than 4096 pixels, so a header without data cannot allocate much.
        guard columns * rows / 4096 <= (bytes.count - frame.start) * 8 / 2 else {
            throw .truncated(path: name, detail: "\(columns)×\(rows) pixels cannot fit in \(bytes.count) bytes")
        }
        let pixels: [UInt8]
        switch codes.read(columns * rows) {
        case .success(let read): pixels = read
        case .failure(.endsEarly):
            throw .truncated(path: name, detail: "the pixel data end before the last row")
        case .failure(.invalidCode(let code)):
            throw .corrupt(path: name, detail: "the pixel data contain the undefined code \(code)")
        }
        var indices = pixels
        if frame.isInterlaced || (columns, rows) != (frame.width, frame.height) {
            indices = [UInt8](repeating: UInt8(frame.transparent ?? 0), count: frame.width * frame.height)
            for (place, row) in order(rows, isInterlaced: frame.isInterlaced).enumerated() {
                let start = (frame.rows.lowerBound + row) * frame.width + frame.columns.lowerBound
                indices.replaceSubrange(start..<start + columns, with: pixels[place * columns..<(place + 1) * columns])
            }
        }
        return IndexedPixels(width: frame.width, height: frame.height, indices: indices).raster(
            palette: frame.palette, transparent: frame.transparent, background: options.alpha.background)
    }

    /// The order in which rows are stored.
    private static func order(_ rows: Int, isInterlaced: Bool) -> [Int] {
        guard isInterlaced else { return Array(0..<rows) }
        return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { Array(stride(from: $0, to: rows, by: $1)) }
    }
}

/// Reads the codes of variable length that GIF compresses pixels with (GIF89a specification, appendix F).
struct LZWReader {
    enum Failure: Error, Equatable {
        case endsEarly
        case invalidCode(Int)
    }

    private let bytes: [UInt8]
    /// The byte that holds the next bits, and the end of its block.
    private var position: Int
    private var blockEnd: Int
    private var bits = 0
    private var bitCount = 0
    private let codeSize: Int

    init(_ bytes: [UInt8], at position: Int, codeSize: Int) {
        self.bytes = bytes
        self.position = position
        blockEnd = position
        self.codeSize = codeSize
    }

    /// Returns the next `count` bytes.
    mutating func read(_ count: Int) -> Result<[UInt8], Failure> {
        let (clear, end) = (1 << codeSize, 1 << codeSize + 1)
        var prefixes = [Int](repeating: -1, count: 4096)
        var suffixes = (0..<4096).map { UInt8(truncatingIfNeeded: $0) }
        var (next, size, last) = (end + 1, codeSize + 1, -1)
        var first: UInt8 = 0
        var target: [UInt8] = []
        target.reserveCapacity(count)
        var text: [UInt8] = []
        while target.count < count {
            guard let code = self.code(size) else { return .failure(.endsEarly) }
            if code == clear {
                (next, size, last) = (end + 1, codeSize + 1, -1)
                continue
            }
            if code == end { return .failure(.endsEarly) }
            guard code < (last < 0 ? clear : next + (next < 4096 ? 1 : 0)) else { return .failure(.invalidCode(code)) }
            text.removeAll(keepingCapacity: true)
            var current = code
            // A code that is only now being defined is the last text and its first byte.
            if code == next {
                text.append(first)
                current = last
            }
            while current >= clear {
                text.append(suffixes[current])
                current = prefixes[current]
            }
            first = UInt8(truncatingIfNeeded: current)
            text.append(first)
            target.append(contentsOf: text.reversed())
            if last >= 0, next < 4096 {
                (prefixes[next], suffixes[next]) = (last, first)
                next += 1
                if next == 1 << size, size < 12 { size += 1 }
            }
            last = code
        }
        return .success(Array(target.prefix(count)))
    }

    /// Returns the next code of `size` bits; nil if the data end.
    private mutating func code(_ size: Int) -> Int? {
        while bitCount < size {
            if position == blockEnd {
                guard position < bytes.count, bytes[position] > 0 else { return nil }
                blockEnd = min(bytes.count, position + 1 + Int(bytes[position]))
                position += 1
                if position == blockEnd { return nil }
            }
            bits |= Int(bytes[position]) << bitCount
            bitCount += 8
            position += 1
        }
        defer {
            bits >>= size
            bitCount -= size
        }
        return bits & (1 << size - 1)
    }
}
