import Tensors

/// Along one axis, what a patch can change of every value of a network, and what the wanted cells need of it.
struct WindowSpans: Sendable {
    /// Where the patch begins, for each of its places.
    let patches: [Int]
    private let extents: [String: Int]
    private let changed: [String: [Range<Int>]]
    /// For each place of the first of `wanted` cells.
    private let needed: [String: [Range<Int>]]
    /// Cells of the wanted map, and how many of them are wanted, one beside the other.
    let cells: Int
    let wanted: Int

    /// - Parameters:
    ///   - axis: 0 vertical, 1 horizontal.
    ///   - maps: The value whose cells are wanted.
    init(
        _ graph: LayerGraph, _ transfers: [[WindowTransfer]], axis: Int, maps: String, wanted: Int,
        patch: Int,
        patches: [Int]
    ) {
        self.patches = patches
        self.wanted = wanted
        let extents = graph.shapes.compactMapValues { $0.rank == 4 ? $0[axis + 2] : nil }
        self.extents = extents
        let cells = extents[maps] ?? 0
        self.cells = cells
        var changed: [String: [Range<Int>]] = [:]
        for input in graph.inputs { changed[input] = patches.map { $0..<$0 + patch } }
        for (layer, transfers) in zip(graph.layers, transfers) {
            var reached = [Range<Int>](repeating: 0..<0, count: patches.count)
            for (input, transfer) in zip(layer.inputs, transfers) {
                for (place, range) in (changed[input] ?? []).enumerated() {
                    let next = transfer.reached(from: range, axis: axis, extent: extents[layer.output] ?? 0)
                    reached[place] = reached[place].hull(next)
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

    /// What a patch changes of what is needed, at most; at least one cell.
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

/// Along one axis, the windows that contain all that a patch changes of what is needed.
struct WindowSpan: Hashable, Sendable {
    /// Cells.
    let extent: Int
    /// The first cell, [places of the wanted cells][places of the patch].
    let starts: [[Int]]
}

extension Range<Int> {
    /// The smallest range that contains both.
    fileprivate func hull(_ other: Range<Int>) -> Range<Int> {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}
