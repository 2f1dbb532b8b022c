import Kernels
import Synchronization
import Tensors
import Units

/// A network prepared to compute the effect of a patch from only the part that it can change.
///
/// There is a plan for each number of wanted cells, created when it is first needed.
final class WindowedNetwork: Sendable {
    let whole: RetainedMapsPlan
    let grid: OcclusionGrid
    let maps: String
    /// The extents of the wanted map, [vertical, horizontal].
    let cells: [Int]
    private let graph: LayerGraph
    private let transfers: [[WindowTransfer]]
    private let precision: Precision
    private let layouts: [Int: WindowLayout]
    private let costs: [Int: Double]
    private let sides: [Int]
    private let plans = Mutex<[Int: WindowPlan]>([:])

    /// - Parameters:
    ///   - graph: The optimized graph with the output `maps`.
    ///   - largestShare: The maximum cost of windows, as a fraction of the network's multiply-adds.
    /// - Returns: nil if windows are not supported or would save too little.
    init?(
        _ graph: LayerGraph, maps: String, grid: OcclusionGrid, precision: Precision, largestShare: Double
    ) throws(InferenceError) {
        guard let transfers = WindowLayout.transfers(graph), graph.inputs.count == 1 else { return nil }
        let cells = Array(graph.shape(maps).extents[2...])
        var layouts: [Int: WindowLayout] = [:]
        for side in Self.sides(cells.max() ?? 1) {
            let spans = (0..<2).map { axis in
                WindowSpans(
                    graph, transfers, axis: axis, maps: maps, wanted: min(side, cells[axis]),
                    patches: (0..<(axis == 0 ? grid.rows : grid.columns)).map { position in
                        position * grid.stride..<position * grid.stride + grid.patch
                    })
            }
            layouts[side] = WindowLayout(graph, transfers, maps: maps, spans: spans)
        }
        guard let least = layouts[1]?.cost, least < largestShare * Double(graph.multiplyAdds(batch: 1)) else {
            return nil
        }
        (self.graph, self.transfers, self.maps, self.cells) = (graph, transfers, maps, cells)
        (self.grid, self.precision, self.layouts) = (grid, precision, layouts)
        costs = layouts.mapValues(\.cost)
        sides = layouts.keys.sorted()
        setNetworkThreads(1)
        whole = try RetainedMapsPlan(graph, maps: maps, precision: precision)
    }

    /// The numbers of adjacent cells with a plan: 1, 2, 4 ... and all.
    private static func sides(_ cells: Int) -> [Int] {
        Array(sequence(first: 1) { $0 * 2 }.prefix { $0 < cells }) + [cells]
    }

    /// Returns the plan for windows of `side` wanted cells.
    func plan(_ side: Int) throws(InferenceError) -> WindowPlan? {
        guard let layout = layouts[side] else { return nil }
        if let known = plans.withLock({ $0[side] }) { return known }
        setNetworkThreads(1)
        let plan = try WindowPlan(layout, kept: whole.kept, patch: grid.patch, precision: precision)
        plans.withLock { $0[side] = plan }
        return plan
    }

    /// Returns the cost of the wanted cells at one position in multiply-adds.
    func cost(_ side: Int) -> Double { costs[side] ?? .infinity }

    /// Returns the side of the plan for cells in a box of this extent.
    func side(_ width: Int, _ height: Int) -> Int {
        sides.first { $0 >= max(width, height) } ?? max(cells[0], cells[1])
    }
}

/// Groups cells that are cheaper to compute together.
struct CellGroup {
    let members: [Int]
    let x: ClosedRange<Int>
    let y: ClosedRange<Int>
    private let cost: Double

    /// Returns groups of `cells` with a low total cost, found by greedily merging pairs.
    static func groups(_ cells: [UnitCell], _ network: WindowedNetwork, _ field: ReceptiveField)
        -> [CellGroup]
    {
        var byCell: [[Int]: [Int]] = [:]
        for (index, cell) in cells.enumerated() { byCell[[cell.y, cell.x], default: []].append(index) }
        func cost(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>) -> Double {
            let grid = network.grid
            let down = places(grid.rows, grid, field.vertical, y)
            let across = places(grid.columns, grid, field.horizontal, x)
            return network.cost(network.side(x.count, y.count)) * Double(down * across)
        }
        var groups = byCell.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, members in
            let (x, y) = (key[1]...key[1], key[0]...key[0])
            return CellGroup(members: members, x: x, y: y, cost: cost(x, y))
        }
        while true {
            var best: (gain: Double, first: Int, second: Int)?
            for first in groups.indices {
                for second in groups.indices.dropFirst(first + 1) {
                    let (a, b) = (groups[first], groups[second])
                    let gain = a.cost + b.cost - cost(a.x.hull(b.x), a.y.hull(b.y))
                    if gain > best?.gain ?? 0 { best = (gain, first, second) }
                }
            }
            guard let best else { return groups }
            let (a, b) = (groups[best.first], groups.remove(at: best.second))
            let (x, y) = (a.x.hull(b.x), a.y.hull(b.y))
            groups[best.first] = CellGroup(members: (a.members + b.members).sorted(), x: x, y: y, cost: cost(x, y))
        }
    }

    /// Returns the number of positions along an axis whose patch overlaps the receptive field of the cells.
    private static func places(
        _ count: Int, _ grid: OcclusionGrid, _ axis: ReceptiveFieldAxis, _ cells: ClosedRange<Int>
    ) -> Int {
        let (start, end) = (axis.start(cells.lowerBound), axis.start(cells.upperBound) + axis.size)
        // From the first patch that ends after the start to the last one that begins before the end.
        let first = start < grid.patch ? 0 : (start - grid.patch) / grid.stride + 1
        let last = end <= 0 ? 0 : (end + grid.stride - 1) / grid.stride
        return max(0, min(count, last) - first)
    }
}

extension ClosedRange<Int> {
    fileprivate func hull(_ other: ClosedRange<Int>) -> ClosedRange<Int> {
        Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }
}
