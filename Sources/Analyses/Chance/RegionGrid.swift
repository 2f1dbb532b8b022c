import Units

/// The pixels at which regions are sampled for chance levels: the centres of a grid of at most 32 × 32 cells.
///
/// Sampling leaves the expected overlap of two regions as it is, and makes a region at most 32 words.
package struct RegionGrid: Sendable {
    /// The largest number of cells on a side: a row of cells is the bits of one word.
    package static let side = 32
    private let width: Int
    /// For each pixel column and row the cell whose centre it is; nil for most.
    private let columns: [Int?]
    private let rows: [Int?]

    /// The grid of an image of width × height pixels.
    package init(width: Int, height: Int) {
        func cells(_ pixels: Int) -> [Int?] {
            let count = min(Self.side, pixels)
            var cells = [Int?](repeating: nil, count: pixels)
            for cell in 0..<count { cells[(2 * cell + 1) * pixels / (2 * count)] = cell }
            return cells
        }
        self.width = width
        (columns, rows) = (cells(width), cells(height))
    }

    /// Returns the sampled cells of a region, bit x of word y.
    ///
    /// - Parameter pixels: Row-major indices.
    func sampled(_ pixels: [Int32]) -> [UInt32] {
        var words = [UInt32](repeating: 0, count: Self.side)
        for pixel in pixels {
            let (y, x) = Int(pixel).quotientAndRemainder(dividingBy: width)
            if let row = rows[y], let column = columns[x] { words[row] |= 1 << UInt32(column) }
        }
        return words
    }

    /// Returns the sampled cells of a mask of the image's size, bit x of word y.
    func sampled(_ mask: Mask) -> [UInt32] {
        var words = [UInt32](repeating: 0, count: Self.side)
        for (y, row) in rows.enumerated() {
            guard let row else { continue }
            for (x, column) in columns.enumerated() {
                if let column, mask[x: x, y: y] { words[row] |= 1 << UInt32(column) }
            }
        }
        return words
    }
}
