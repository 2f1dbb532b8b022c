import Kernels
import Tensors

/// The windows of a network's values: the part of each value that a patch can change and that the wanted cells depend on.
///
/// Other cells of a window may have any value, since they do not affect the wanted cells.
struct WindowLayout: Sendable {
    let graph: LayerGraph
    /// The transfer of each layer from each of its inputs.
    let transfers: [[WindowTransfer]]
    /// The kinds of windows, [vertical, horizontal]; windows with equal positions share a kind.
    let kinds: [[WindowSpan]]
    /// The kind of each value.
    let kind: [String: Int]
    /// The value whose cells are wanted.
    let maps: String

    /// Creates the layout; nil if a layer mixes cells in an unsupported way.
    static func transfers(_ graph: LayerGraph) -> [[WindowTransfer]]? {
        var transfers: [[WindowTransfer]] = []
        for layer in graph.layers {
            guard let next = layer.windowTransfers(graph) else { return nil }
            transfers.append(next)
        }
        return transfers
    }

    /// - Parameters:
    ///   - spans: The spans along the vertical and the horizontal axis.
    init(
        _ graph: LayerGraph, _ transfers: [[WindowTransfer]], maps: String, spans: [WindowSpans]
    ) {
        self.graph = graph
        self.transfers = transfers
        self.maps = maps
        var kinds: [[WindowSpan]] = []
        var kind: [String: Int] = [:]
        var known: [[WindowSpan]: Int] = [:]
        func number(_ spans: [WindowSpan]) -> Int {
            if let number = known[spans] { return number }
            known[spans] = kinds.count
            kinds.append(spans)
            return kinds.count - 1
        }
        for input in graph.inputs {
            kind[input] = number(
                spans.map { span in
                    WindowSpan(
                        extent: span.patches.first?.count ?? 0,
                        starts: Array(
                            repeating: span.patches.map(\.lowerBound), count: max(1, span.cells - span.wanted + 1)))
                })
        }
        let readers = graph.readerCounts
        for (layer, transfers) in zip(graph.layers, transfers).reversed() {
            let own = kind[layer.output] ?? number(spans.map { $0.window(layer.output) })
            kind[layer.output] = own
            // A value read only here, cell by cell, is computed in the same window, so that nothing must be cut.
            for (input, transfer) in zip(layer.inputs, transfers)
            where transfer.isPointwise && readers[input] == 1 && kind[input] == nil { kind[input] = own }
        }
        self.kinds = kinds
        self.kind = kind
    }

    /// Returns the extents of a value's window in cells, [vertical, horizontal].
    func extents(_ value: String) -> [Int] { kind[value].map { kinds[$0].map(\.extent) } ?? [] }

    /// Returns the cut of the window that a layer reads from its input; nil if it is the input's own window.
    func cut(_ layer: Layer, _ transfer: WindowTransfer, input: String) -> WindowCut? {
        guard let own = kind[layer.output], !(transfer.isPointwise && kind[input] == own) else {
            return nil
        }
        let extents = (0..<2).map { axis in
            (kinds[own][axis].extent - 1) * transfer.strides[axis] + transfer.span(axis)
        }
        return WindowCut(
            kind: own, scale: transfer.strides, before: transfer.before, extents: extents,
            fill: transfer.fill)
    }

    /// The cost of one patch in multiply-adds; a copied element counts as eight.
    var cost: Double {
        var sum = 0.0
        for (layer, transfers) in zip(graph.layers, transfers) {
            let (whole, window) = (graph.shape(layer.output), extents(layer.output))
            let share = Double(window[0] * window[1]) / Double(max(1, whole[2] * whole[3]))
            sum += Double(graph.multiplyAdds(of: layer)) * share
            for (input, transfer) in zip(layer.inputs, transfers) {
                guard let cut = cut(layer, transfer, input: input) else { continue }
                sum += 8 * Double(graph.shape(input)[1] * cut.extents[0] * cut.extents[1])
            }
        }
        return sum
    }
}
