import Foundation

/// The exact Euclidean distance transform (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions",
/// 2012), computed as lower envelopes of parabolas in two passes.
enum DistanceTransform {
    /// Returns for each pixel [height, width] the distance to the nearest pixel outside the mask; infinite if there is
    /// none.
    static func distances(_ isIn: [Bool], width: Int, height: Int) -> [Double] {
        var values = isIn.map { $0 ? Double.infinity : 0 }
        for x in 0..<width {
            let column = envelope((0..<height).map { values[$0 * width + x] })
            for y in 0..<height { values[y * width + x] = column[y] }
        }
        for y in 0..<height {
            let row = envelope(Array(values[y * width..<(y + 1) * width]))
            for x in 0..<width { values[y * width + x] = row[x] }
        }
        return values.map { $0.squareRoot() }
    }

    /// Returns for each index p the minimum over q of `values[q] + (p − q)²`.
    private static func envelope(_ values: [Double]) -> [Double] {
        // The parabolas of the lower envelope, and where each begins.
        var vertices: [Int] = []
        var starts: [Double] = []
        for (place, value) in values.enumerated() where value.isFinite {
            var start = -Double.infinity
            while let last = vertices.last {
                let rise = value + Double(place * place) - values[last] - Double(last * last)
                start = rise / Double(2 * (place - last))
                guard start <= starts[starts.count - 1] else { break }
                vertices.removeLast()
                starts.removeLast()
                start = -.infinity
            }
            vertices.append(place)
            starts.append(start)
        }
        guard !vertices.isEmpty else { return values }
        var current = 0
        return values.indices.map { place in
            while current + 1 < starts.count, starts[current + 1] < Double(place) { current += 1 }
            let distance = Double(place - vertices[current])
            return distance * distance + values[vertices[current]]
        }
    }
}
