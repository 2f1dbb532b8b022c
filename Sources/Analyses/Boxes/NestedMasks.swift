import Tensors

/// The masks of an image at descending levels, each containing the previous one. Pixels are sorted once and added once.
struct NestedMasks {
    private(set) var mask: BitMask
    /// Pixel indices by descending level.
    private let order: [Int32]
    /// The number of pixels above each level, 0...255.
    private let above: [Int]
    private var count = 0

    /// - Parameter levels: [height, width]
    init(levels: [UInt8], width: Int, height: Int) {
        precondition(levels.count == width * height, "\(levels.count) levels for \(width)×\(height) pixels")
        var counts = [Int](repeating: 0, count: 256)
        for level in levels { counts[Int(level)] += 1 }
        var above = [Int](repeating: 0, count: 256)
        for level in stride(from: 254, through: 0, by: -1) { above[level] = above[level + 1] + counts[level + 1] }
        var places = above
        var order = [Int32](repeating: 0, count: levels.count)
        var next = places.mutableSpan
        var sorted = order.mutableSpan
        let span = levels.span
        for index in span.indices {
            let level = Int(span[index])
            sorted[next[level]] = Int32(index)
            next[level] += 1
        }
        self.order = order
        self.above = above
        mask = BitMask(width: width, height: height)
    }

    /// The masks of an enlarged map at fractions of its maximum: ``lower(to:)`` takes a fraction's index. Nil if the
    /// map has no positive value.
    ///
    /// - Parameter fractions: In ascending order, at most 255.
    init?(_ map: Plane, fractions: [Float]) {
        guard let maximum = map.maximum, maximum > 0 else { return nil }
        precondition(fractions.count < 256, "\(fractions.count) thresholds")
        let levels = fractions.map { $0 * maximum }
        self.init(
            levels: map.values.map { UInt8(Self.reached($0, levels)) }, width: map.width, height: map.height)
    }

    /// The number of ascending `levels` that a value reaches.
    private static func reached(_ value: Float, _ levels: [Float]) -> Int {
        var (low, high) = (0, levels.count)
        while low < high {
            let middle = (low + high) / 2
            if value >= levels[middle] { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Lowers the level: `mask` becomes the pixels above `level`, which must not exceed an earlier one. Returns whether
    /// pixels were added.
    mutating func lower(to level: Int) -> Bool {
        let end = above[level]
        guard end > count else { return false }
        mask.insert(order[count..<end])
        count = end
        return true
    }
}
