/// A mask with one bit per pixel, whose runs are found a word at a time.
struct BitMask: Sendable, Equatable {
    let width: Int
    let height: Int
    /// Words per row; bits beyond the width are 0.
    let stride: Int
    private(set) var words: [UInt64]

    /// An empty mask.
    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        stride = (width + 63) / 64
        words = [UInt64](repeating: 0, count: stride * height)
    }

    /// The pixels whose values [height, width] satisfy a condition.
    init(width: Int, height: Int, values: [Float], where isIn: (Float) -> Bool) {
        self.init(width: width, height: height)
        let span = values.span
        for y in 0..<height {
            for word in 0..<stride {
                let start = y * width + word * 64
                let end = min(start + 64, (y + 1) * width)
                var bits: UInt64 = 0
                for index in start..<end { bits |= (isIn(span[index]) ? 1 : 0) << UInt64(index - start) }
                words[y * stride + word] = bits
            }
        }
    }

    subscript(x x: Int, y y: Int) -> Bool {
        get { words[y * stride + x / 64] >> UInt64(x % 64) & 1 == 1 }
        set {
            let bit: UInt64 = 1 << UInt64(x % 64)
            if newValue { words[y * stride + x / 64] |= bit } else { words[y * stride + x / 64] &= ~bit }
        }
    }

    /// Adds the pixels `places` [row-major].
    mutating func insert(_ places: ArraySlice<Int32>) {
        let (width, stride) = (width, stride)
        var target = words.mutableSpan
        for place in places {
            let (y, x) = Int(place).quotientAndRemainder(dividingBy: width)
            target[y * stride + x / 64] |= 1 << UInt64(x % 64)
        }
    }
}

/// The runs of a mask: run `i` covers columns `starts[i]..<ends[i]`; row `y` has runs `rows[y]..<rows[y + 1]`.
struct MaskRuns: Sendable {
    private(set) var starts: [Int32] = []
    private(set) var ends: [Int32] = []
    private(set) var rows: [Int] = [0]

    /// The runs of the pixels with a value.
    init(_ mask: BitMask, of value: Bool) {
        starts.reserveCapacity(mask.height * 2)
        ends.reserveCapacity(mask.height * 2)
        rows.reserveCapacity(mask.height + 1)
        let words = mask.words.span
        for y in 0..<mask.height {
            for word in 0..<mask.stride {
                let base = Int32(word * 64)
                let valid = min(64, mask.width - word * 64)
                var bits = words[y * mask.stride + word]
                if !value { bits = ~bits & (valid == 64 ? .max : (1 << UInt64(valid)) - 1) }
                while bits != 0 {
                    let zeros = Int32(bits.trailingZeroBitCount)
                    let ones = Int32((~(bits >> UInt64(zeros))).trailingZeroBitCount)
                    let (start, end) = (base + zeros, base + zeros + ones)
                    if zeros == 0, ends.count > rows[y], ends[ends.count - 1] == start {
                        ends[ends.count - 1] = end
                    } else {
                        starts.append(start)
                        ends.append(end)
                    }
                    let next = zeros + ones
                    bits = next >= 64 ? 0 : (bits >> UInt64(next)) << UInt64(next)
                }
            }
            rows.append(starts.count)
        }
    }
}
