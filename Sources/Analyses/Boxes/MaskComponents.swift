import Units

/// The connected components of a mask, in the order of their first pixels (row-major).
struct MaskComponents: Sendable {
    /// Which pixels are connected.
    enum Connectivity: Sendable {
        /// Pixels with a common edge.
        case four
        /// Pixels with a common edge or corner.
        case eight
    }

    /// One connected component.
    struct Component: Sendable, Equatable {
        /// The smallest box around it, half-open.
        var box: BoundingBox
        var pixels: Int
        /// Twice the area of the polygon through the centres of its outermost pixels, minus that of its holes: each
        /// square of four pixel centres counts 2 if all four belong to the component, 1 if three do.
        var doubledArea: Int
    }

    private(set) var components: [Component] = []
    private let runs: MaskRuns
    /// For each run the index of its component.
    private var part: [Int32]

    /// - Parameter value: Whether components of the mask or of its background are found.
    init(_ mask: BitMask, of value: Bool = true, connectivity: Connectivity) {
        runs = MaskRuns(mask, of: value)
        let count = runs.starts.count
        var parents = [Int32](repeating: 0, count: count)
        for run in 0..<count { parents[run] = Int32(run) }
        var areas = [Int32](repeating: 0, count: count)
        Self.join(runs, reach: connectivity == .eight ? 1 : 0, &parents, &areas)
        part = parents
        collect(height: mask.height, areas)
    }

    /// Joins connected runs of adjacent rows; `areas` gets the area that each pair of overlapping runs encloses.
    private static func join(_ runs: MaskRuns, reach: Int32, _ parents: inout [Int32], _ areas: inout [Int32]) {
        let (starts, ends) = (runs.starts.span, runs.ends.span)
        var parents = parents.mutableSpan
        for row in 1..<max(1, runs.rows.count - 1) {
            var (upper, lower) = (runs.rows[row - 1], runs.rows[row])
            let (upperEnd, lowerEnd) = (runs.rows[row], runs.rows[row + 1])
            while upper < upperEnd, lower < lowerEnd {
                let (low, high) = (max(starts[upper], starts[lower]), min(ends[upper], ends[lower]))
                if low < high + reach {
                    let (a, b) = (root(of: upper, &parents), root(of: lower, &parents))
                    // The first run is the root, so that parts come in the order of their first pixels.
                    if a < b { parents[b] = Int32(a) } else if b < a { parents[a] = Int32(b) }
                    if low < high {
                        areas[lower] +=
                            2 * (high - low - 1) + (starts[upper] == starts[lower] ? 0 : 1)
                            + (ends[upper] == ends[lower] ? 0 : 1)
                    }
                }
                if ends[upper] < ends[lower] { upper += 1 } else { lower += 1 }
            }
        }
    }

    private static func root(of run: Int, _ parents: inout MutableSpan<Int32>) -> Int {
        var run = run
        while Int(parents[run]) != run {
            parents[run] = parents[Int(parents[run])]
            run = Int(parents[run])
        }
        return run
    }

    private mutating func collect(height: Int, _ areas: [Int32]) {
        var boxes: [(x0: Int32, y0: Int, x1: Int32, y1: Int, pixels: Int, area: Int)] = []
        for y in 0..<height {
            for run in runs.rows[y]..<runs.rows[y + 1] {
                let (start, end) = (runs.starts[run], runs.ends[run])
                var place = boxes.count
                // A run's parent comes before it, and has its part's place by now.
                if Int(part[run]) == run {
                    boxes.append((start, y, end, y + 1, 0, 0))
                } else {
                    place = Int(part[Int(part[run])])
                }
                part[run] = Int32(place)
                boxes[place].x0 = min(boxes[place].x0, start)
                boxes[place].x1 = max(boxes[place].x1, end)
                boxes[place].y1 = y + 1
                boxes[place].pixels += Int(end - start)
                boxes[place].area += Int(areas[run])
            }
        }
        components = boxes.map {
            Component(
                box: BoundingBox(x0: Int($0.x0), y0: $0.y0, x1: Int($0.x1), y1: $0.y1), pixels: $0.pixels,
                doubledArea: $0.area)
        }
    }

    /// The component with the most pixels, the first of several; nil if there is none.
    var largest: Component? {
        var best: Component?
        for component in components where component.pixels > best?.pixels ?? 0 { best = component }
        return best
    }

    /// Returns the pixels of a component in a mask that is its box plus a border of one pixel.
    func mask(of place: Int) -> BitMask {
        let box = components[place].box
        var mask = BitMask(width: box.width + 2, height: box.height + 2)
        for y in box.y0..<box.y1 {
            for run in runs.rows[y]..<runs.rows[y + 1] where Int(part[run]) == place {
                for x in runs.starts[run]..<runs.ends[run] { mask[x: Int(x) - box.x0 + 1, y: y - box.y0 + 1] = true }
            }
        }
        return mask
    }
}
