package import Tensors
package import Units

/// The size of an estimated field in pixels of the network's input.
package struct FieldSize: Sendable, Equatable {
    /// The side of the smallest square that contains a given fraction of the map's sum; 0 for a map of zeros.
    package let side: Int
    /// The top left corner of that square; of several, of the one with the largest sum, then of the first.
    package let x: Int
    package let y: Int
    /// The number of pixels at or above half the map's maximum.
    package let area: Int

    /// Returns the square, clipped to the map; nil for a map of zeros.
    package func square(in map: Plane) -> BoundingBox? {
        guard side > 0 else { return nil }
        return BoundingBox(x0: x, y0: y, x1: min(x + side, map.width), y1: min(y + side, map.height))
    }

    package init(_ map: Plane, share: Double) {
        let sums = SummedArea(map)
        area = map.maximum.map { peak in peak > 0 ? map.values.count { $0 >= peak / 2 } : 0 } ?? 0
        let wanted = sums.total * share
        guard sums.total > 0 else {
            (side, x, y) = (0, 0, 0)
            return
        }
        // The largest sum grows with the side.
        var (low, high) = (1, max(map.width, map.height))
        while low < high {
            let middle = (low + high) / 2
            if sums.largest(middle).sum >= wanted { high = middle } else { low = middle + 1 }
        }
        let best = sums.largest(low)
        (side, x, y) = (low, best.x, best.y)
    }
}

/// A summed-area table: sums of a map over rectangles in constant time (Crow 1984).
private struct SummedArea {
    private let width: Int
    private let height: Int
    private var sums: [Double]

    init(_ map: Plane) {
        (width, height) = (map.width, map.height)
        sums = [Double](repeating: 0, count: (map.width + 1) * (map.height + 1))
        for y in 0..<map.height {
            var row = 0.0
            for x in 0..<map.width {
                row += Double(map.values[y * map.width + x])
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
            }
        }
    }

    var total: Double { sums.last ?? 0 }

    /// Returns the square of that side with the largest sum, clipped to the map.
    func largest(_ side: Int) -> (sum: Double, x: Int, y: Int) {
        let (across, down) = (min(side, width), min(side, height))
        var best = (sum: -1.0, x: 0, y: 0)
        for y in 0...height - down {
            let (top, bottom) = (y * (width + 1), (y + down) * (width + 1))
            for x in 0...width - across {
                let sum = sums[bottom + x + across] - sums[bottom + x] - sums[top + x + across] + sums[top + x]
                if sum > best.sum { best = (sum, x, y) }
            }
        }
        return best
    }
}
