import Kernels
import Tensors

/// How the cells of a layer's output depend on those of one of its inputs: windows of `kernel` cells with `dilations`, moved
/// by `strides`. Lists are [vertical, horizontal].
struct WindowTransfer: Equatable, Sendable {
    var kernel = [1, 1]
    var strides = [1, 1]
    var dilations = [1, 1]
    /// The number of padding cells before the map.
    var before = [0, 0]
    /// The value of padding cells.
    var fill: Float = 0
    /// Whether input and output have the same number of cells.
    var keepsExtents = true

    /// Whether every cell depends only on the cell at the same position.
    var isPointwise: Bool { self == WindowTransfer() }

    /// Returns the extent of the input cells that a cell depends on, along an axis.
    func span(_ axis: Int) -> Int { (kernel[axis] - 1) * dilations[axis] + 1 }

    /// Returns the output cells that depend on a cell in `range`.
    func reached(from range: Range<Int>, axis: Int, extent: Int) -> Range<Int> {
        if range.isEmpty { return 0..<0 }
        let first = range.lowerBound + before[axis] - span(axis) + 1
        let lower = max(0, first <= 0 ? 0 : (first + strides[axis] - 1) / strides[axis])
        let upper = min(extent, (range.upperBound - 1 + before[axis]) / strides[axis] + 1)
        return lower < upper ? lower..<upper : 0..<0
    }

    /// Returns the input cells that the cells in `range` depend on.
    func seen(by range: Range<Int>, axis: Int, extent: Int) -> Range<Int> {
        if range.isEmpty { return 0..<0 }
        let lower = max(0, range.lowerBound * strides[axis] - before[axis])
        let upper = min(extent, (range.upperBound - 1) * strides[axis] - before[axis] + span(axis))
        return lower < upper ? lower..<upper : 0..<0
    }
}

extension Layer {
    /// How the output depends on each input; nil if windows are not supported.
    func windowTransfers(_ graph: LayerGraph) -> [WindowTransfer]? {
        guard let transfers = transfers(graph) else { return nil }
        let cells = graph.shape(output).extents[2...]
        return zip(inputs, transfers).map { input, transfer in
            var transfer = transfer
            transfer.keepsExtents = graph.shape(input).extents[2...] == cells
            return transfer
        }
    }

    private func transfers(_ graph: LayerGraph) -> [WindowTransfer]? {
        let target = graph.shape(output)
        guard target.rank == 4, target[0] == 1,
            inputs.allSatisfy({ graph.shape($0).rank == 4 && graph.shape($0)[0] == 1 })
        else { return nil }
        let pointwise = inputs.map { _ in WindowTransfer() }
        let keepsCells = inputs.allSatisfy { graph.shape($0).extents[2...] == target.extents[2...] }
        /// Returns whether a constant has one value for all cells.
        func isEven(_ constant: Tensor) -> Bool {
            constant.shape.rank <= 4 && constant.shape.extents.suffix(2).allSatisfy { $0 == 1 }
        }
        switch operation {
        case .convolution(let weights, _, let geometry):
            let first = WindowTransfer(
                kernel: Array(weights.shape.extents[2...]), strides: geometry.strides,
                dilations: geometry.dilations,
                before: Array(geometry.pads[..<2]))
            return [first] + pointwise.dropFirst()
        case .pooling(let kind, let geometry):
            // A mean that excludes padding has other divisors at the edges of the map.
            if kind == .average(includesPadding: false), geometry.pads.contains(where: { $0 > 0 }) {
                return nil
            }
            return [
                WindowTransfer(
                    kernel: geometry.kernel, strides: geometry.strides, dilations: geometry.dilations,
                    before: Array(geometry.pads[..<2]), fill: kind == .maximum ? -.greatestFiniteMagnitude : 0
                )
            ]
        case .padding(let before, let after, let value):
            guard before[..<2] == [0, 0], after[..<2] == [0, 0] else { return nil }
            return [WindowTransfer(before: Array(before[2...]), fill: value)]
        case .concatenation(axis: 1, let constants):
            return constants.isEmpty && keepsCells ? pointwise : nil
        case .activation, .scaleShift, .localResponseNormalization: return keepsCells ? pointwise : nil
        case .parametricReLU(let constant), .binaryConstant(_, let constant, _):
            return keepsCells && isEven(constant) ? pointwise : nil
        case .binary: return keepsCells && inputs.count == 2 ? pointwise : nil
        default: return nil
        }
    }

    /// The layer for windows, which include their padding.
    func onWindows(inputs: [String]) -> Layer {
        var layer = self
        layer.inputs = inputs
        if residual != nil { layer.residual = inputs.last }
        switch operation {
        case .convolution(let weights, let bias, var geometry):
            geometry.pads = [0, 0, 0, 0]
            layer.operation = .convolution(weights: weights, bias: bias, geometry: geometry)
        case .pooling(let kind, var geometry):
            geometry.pads = [0, 0, 0, 0]
            layer.operation = .pooling(kind, geometry)
        default: break
        }
        return layer
    }
}
