package import Tensors
package import Units

/// Enlarges maps to pictures of one size: bilinear between the cells' centres (Network Dissection, Bau et al. 2017,
/// §2.2).
///
/// Beyond the outermost centres a map stays constant for half a step and fades to zero within the other half, so that
/// where a network's padding shifts its cells to one side, nothing is claimed far from any cell.
package struct MapEnlargement: Sendable {
    /// For each pixel along one side of the picture: the cells on either side of its centre, the fraction of the way
    /// between them, and the factor by which the value fades.
    struct Axis: Sendable {
        let low: [Int]
        let high: [Int]
        let fraction: [Float]
        let gain: [Float]
    }

    private let horizontal: Axis
    private let vertical: Axis
    let horizontalCenters, verticalCenters: Centers
    let horizontalSection, verticalSection: InputSection
    private let cellsAcross: Int
    private let cellsDown: Int

    /// The positions of cell centres along one side of the network's input, in input pixels.
    package struct Centers: Sendable, Equatable {
        package let first: Double
        package let step: Double

        /// The centres of theoretical receptive fields.
        package init(_ field: ReceptiveFieldAxis) {
            first = field.center(0)
            step = Double(field.stride)
        }

        /// `cells` centres spread evenly over `pixels`.
        package init(cells: Int, over pixels: Int) {
            step = Double(pixels) / Double(cells)
            first = step / 2
        }
    }

    /// The part of the input that a picture shows along one side: where it begins, input pixels per picture pixel, and
    /// picture pixels.
    package struct InputSection: Sendable, Equatable {
        package let start: Double
        package let scale: Double
        package let pixels: Int

        package init(start: Double, scale: Double, pixels: Int) {
            self.start = start
            self.scale = scale
            self.pixels = pixels
        }
    }

    /// - Precondition: maps have cells, and steps and scales are positive.
    package init(
        cellsAcross: Int, cellsDown: Int, horizontal: (Centers, InputSection), vertical: (Centers, InputSection)
    ) {
        self.cellsAcross = cellsAcross
        self.cellsDown = cellsDown
        (horizontalCenters, horizontalSection) = horizontal
        (verticalCenters, verticalSection) = vertical
        self.horizontal = Self.axis(cellsAcross, horizontal.0, horizontal.1)
        self.vertical = Self.axis(cellsDown, vertical.0, vertical.1)
    }

    /// The enlargement of cells spread evenly over a picture of `width`×`height` pixels (half-pixel centres).
    package init(cellsAcross: Int, cellsDown: Int, width: Int, height: Int) {
        self.init(
            cellsAcross: cellsAcross, cellsDown: cellsDown,
            horizontal: (.init(cells: cellsAcross, over: width), .init(start: 0, scale: 1, pixels: width)),
            vertical: (.init(cells: cellsDown, over: height), .init(start: 0, scale: 1, pixels: height)))
    }

    private static func axis(_ cells: Int, _ centers: Centers, _ view: InputSection) -> Axis {
        precondition(cells > 0 && centers.step > 0 && view.scale > 0, "\(cells) cells, \(centers), \(view)")
        let exact = (0..<view.pixels).map { pixel in
            (view.start + (Double(pixel) + 0.5) * view.scale - centers.first) / centers.step
        }
        let places = exact.map { min(max($0, 0), Double(cells - 1)) }
        let low = places.map { min(Int($0), max(0, cells - 2)) }
        return Axis(
            low: low, high: low.map { min($0 + 1, cells - 1) },
            fraction: zip(places, low).map { Float($0 - Double($1)) },
            gain: zip(exact, places).map { Float(min(1, max(0, 2 - 2 * abs($0 - $1)))) })
    }

    /// Returns a map at the size of the picture.
    package func enlarged(_ map: Plane) -> Plane {
        precondition(map.width == cellsAcross && map.height == cellsDown, "a map of \(map.height)×\(map.width)")
        let (width, height) = (horizontal.low.count, vertical.low.count)
        let cells = map.values.span
        var rows = [Float](repeating: 0, count: cellsDown * width)
        var rowSpan = rows.mutableSpan
        for row in 0..<cellsDown {
            let source = cells.extracting(row * cellsAcross..<(row + 1) * cellsAcross)
            for x in 0..<width {
                let left = source[horizontal.low[x]]
                let value = left + horizontal.fraction[x] * (source[horizontal.high[x]] - left)
                rowSpan[row * width + x] = value * horizontal.gain[x]
            }
        }
        let stretched = rows.span
        var values = [Float](repeating: 0, count: height * width)
        var target = values.mutableSpan
        for y in 0..<height {
            let upper = stretched.extracting(vertical.low[y] * width..<(vertical.low[y] + 1) * width)
            let lower = stretched.extracting(vertical.high[y] * width..<(vertical.high[y] + 1) * width)
            let (fraction, gain) = (vertical.fraction[y], vertical.gain[y])
            for x in upper.indices { target[y * width + x] = (upper[x] + fraction * (lower[x] - upper[x])) * gain }
        }
        return Plane(height: height, width: width, values: values)
    }

    /// Returns the pixels (row-major indices) where ``enlarged(_:)`` reaches `level`, which must be positive.
    ///
    /// No pixel exceeds the largest of the four cells around it, so only pixels near a cell that reaches the level are
    /// computed.
    package func pixels(of map: Plane, reaching level: Float) -> [Int32] {
        precondition(map.width == cellsAcross && map.height == cellsDown, "a map of \(map.height)×\(map.width)")
        precondition(level > 0, "a level of \(level)")
        var rows = [Bool](repeating: false, count: cellsDown)
        var columns = [Bool](repeating: false, count: cellsAcross)
        for (cell, value) in map.values.enumerated() where value >= level {
            rows[cell / cellsAcross] = true
            columns[cell % cellsAcross] = true
        }
        let across = horizontal.low.indices.filter { columns[horizontal.low[$0]] || columns[horizontal.high[$0]] }
        let down = vertical.low.indices.filter { rows[vertical.low[$0]] || rows[vertical.high[$0]] }
        let needed = Set(down.flatMap { [vertical.low[$0], vertical.high[$0]] })
        let stretched = (0..<cellsDown).map { row -> [Float] in
            guard needed.contains(row) else { return [] }
            let cells = map.values.span.extracting(row * cellsAcross..<(row + 1) * cellsAcross)
            return across.map { x in
                let left = cells[horizontal.low[x]]
                return (left + horizontal.fraction[x] * (cells[horizontal.high[x]] - left)) * horizontal.gain[x]
            }
        }
        var found: [Int32] = []
        for y in down {
            let upper = stretched[vertical.low[y]]
            let lower = stretched[vertical.high[y]]
            let (fraction, gain, start) = (vertical.fraction[y], vertical.gain[y], y * horizontal.low.count)
            for place in upper.indices {
                let value = (upper[place] + fraction * (lower[place] - upper[place])) * gain
                if value >= level { found.append(Int32(start + across[place])) }
            }
        }
        return found
    }
}
