package import Tensors

/// Enlarges maps by Keys' cubic convolution between cell centres; beyond the border the outermost cells repeat.
/// OpenCV's `resize` with `INTER_CUBIC` has a = −0.75, MATLAB's `imresize` and Pillow −0.5.
package struct BicubicEnlargement: Sendable {
    /// For each pixel along one side of the picture: four cells and their weights.
    private struct Axis: Sendable {
        var cells: [Int] = []
        var weights: [Float] = []

        init(cells count: Int, pixels: Int, a: Float) {
            let scale = Double(count) / Double(pixels)
            for pixel in 0..<pixels {
                let place = Float((Double(pixel) + 0.5) * scale - 0.5)
                let first = place.rounded(.down)
                let x = place - first
                for tap in -1...2 { cells.append(min(max(Int(first) + tap, 0), count - 1)) }
                let far = ((a * (x + 1) - 5 * a) * (x + 1) + 8 * a) * (x + 1) - 4 * a
                let near = ((a + 2) * x - (a + 3)) * x * x + 1
                let next = ((a + 2) * (1 - x) - (a + 3)) * (1 - x) * (1 - x) + 1
                weights += [far, near, next, 1 - far - near - next]
            }
        }
    }

    private let horizontal: Axis
    private let vertical: Axis
    private let cellsAcross: Int
    private let cellsDown: Int
    private let width: Int
    private let height: Int

    /// - Precondition: all sizes are positive.
    package init(cellsAcross: Int, cellsDown: Int, width: Int, height: Int, a: Float = -0.75) {
        precondition(
            min(cellsAcross, cellsDown, width, height) > 0, "\(cellsDown)×\(cellsAcross) to \(height)×\(width)")
        horizontal = Axis(cells: cellsAcross, pixels: width, a: a)
        vertical = Axis(cells: cellsDown, pixels: height, a: a)
        (self.cellsAcross, self.cellsDown, self.width, self.height) = (cellsAcross, cellsDown, width, height)
    }

    /// Returns a map at the size of the picture.
    package func enlarged(_ map: Plane) -> Plane {
        precondition(map.width == cellsAcross && map.height == cellsDown, "a map of \(map.height)×\(map.width)")
        let cells = map.values.span
        var rows = [Float](repeating: 0, count: cellsDown * width)
        var stretched = rows.mutableSpan
        for row in 0..<cellsDown {
            let source = cells.extracting(row * cellsAcross..<(row + 1) * cellsAcross)
            for x in 0..<width {
                var sum: Float = 0
                for tap in 4 * x..<4 * x + 4 { sum += source[horizontal.cells[tap]] * horizontal.weights[tap] }
                stretched[row * width + x] = sum
            }
        }
        let source = rows.span
        var values = [Float](repeating: 0, count: height * width)
        var target = values.mutableSpan
        for y in 0..<height {
            let taps = (4 * y..<4 * y + 4).map { (vertical.cells[$0] * width, vertical.weights[$0]) }
            let a = source.extracting(taps[0].0..<taps[0].0 + width)
            let b = source.extracting(taps[1].0..<taps[1].0 + width)
            let c = source.extracting(taps[2].0..<taps[2].0 + width)
            let d = source.extracting(taps[3].0..<taps[3].0 + width)
            let (wa, wb, wc, wd) = (taps[0].1, taps[1].1, taps[2].1, taps[3].1)
            for x in a.indices { target[y * width + x] = a[x] * wa + b[x] * wb + c[x] * wc + d[x] * wd }
        }
        return Plane(height: height, width: width, values: values)
    }
}
