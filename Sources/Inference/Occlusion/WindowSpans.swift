import Tensors

/// Along one axis, the part of each value of a network that a patch can change, and the part the wanted cells depend on.
struct WindowSpans: Sendable {
    /// The pixels of the patch at each of its positions.
    let patches: [Range<Int>]
    private let extents: [String: Int]
    private let changed: [String: [Range<Int>]]
    /// For each position of the first of the `wanted` cells.
    private let needed: [String: [Range<Int>]]
    /// The number of cells of the wanted map, and of adjacent wanted cells.
    let cells: Int
    let wanted: Int

    /// - Parameters:
    ///   - axis: 0 for vertical, 1 for horizontal.
    ///   - maps: The value whose cells are wanted.
    ///   - wanted: The number of adjacent cells that are wanted.
    ///   - patches: The pixels of the patch at each of its positions.
    init(
        _ graph: LayerGraph, _ transfers: [[WindowTransfer]], axis: Int, maps: String, wanted: Int,
        patches: [Range<Int>]
    ) {
        self.patches = patches
        self.wanted = wanted
        let extents = graph.shapes.compactMapValues { $0.rank == 4 ? $0[axis + 2] : nil }
        self.extents = extents
        let cells = extents[maps] ?? 0
        self.cells = cells
        var changed: [String: [Range<Int>]] = [:]
        for input in graph.inputs { changed[input] = patches }
        for (layer, transfers) in zip(graph.layers, transfers) {
            var reached = [Range<Int>](repeating: 0..<0, count: patches.count)
            for (input, transfer) in zip(layer.inputs, transfers) {
                for (position, range) in (changed[input] ?? []).enumerated() {
                    let next = transfer.reached(from: range, axis: axis, extent: extents[layer.output] ?? 0)
                    reached[position] = reached[position].hull(next)
                }
            }
            changed[layer.output] = reached
        }
        self.changed = changed
        let starts = Array(0...max(0, cells - wanted))
        let none = [Range<Int>](repeating: 0..<0, count: starts.count)
        var needed = [maps: starts.map { $0..<min(cells, $0 + wanted) }]
        for (layer, transfers) in zip(graph.layers, transfers).reversed() {
            guard let ranges = needed[layer.output] else { continue }
            for (input, transfer) in zip(layer.inputs, transfers) {
                let seen = ranges.map { transfer.seen(by: $0, axis: axis, extent: extents[input] ?? 0) }
                needed[input] = zip(needed[input] ?? none, seen).map { $0.hull($1) }
            }
        }
        self.needed = needed
    }

    /// Returns the maximum number of cells that are both changed and needed; at least one.
    func window(_ value: String) -> WindowSpan {
        let (changed, needed) = (changed[value] ?? [], needed[value] ?? [])
        var extent = 1
        for change in changed {
            for need in needed { extent = max(extent, change.clamped(to: need).count) }
        }
        let last = max(0, (extents[value] ?? 1) - extent)
        return WindowSpan(
            extent: extent,
            starts: needed.map { need in
                changed.map { change in
                    let both = change.clamped(to: need)
                    return min(both.isEmpty ? need.lowerBound : both.lowerBound, last)
                }
            })
    }
}

/// Along one axis, windows that contain all cells that are both changed and needed.
struct WindowSpan: Hashable, Sendable {
    /// The number of cells of a window.
    let extent: Int
    /// The first cell, [positions of the wanted cells][positions of the patch].
    let starts: [[Int]]
}

extension Range<Int> {
    /// Returns the smallest range that contains both.
    fileprivate func hull(_ other: Range<Int>) -> Range<Int> {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}
