package import Tensors

/// A window that slides over the S spatial axes of a value [N, C, ...], as in `Conv` and pooling operators.
///
/// Source: the ONNX operator specification of Conv, MaxPool and AveragePool.
package struct Window: Sendable, Equatable {
    /// [S]
    package let kernel: [Int]
    /// [S]
    package let strides: [Int]
    /// [S]
    package let dilations: [Int]
    /// The cells of padding, first before and then after each axis: [top, left, bottom, right]. `auto_pad` is resolved.
    package let pads: [Int]
    /// The extents of the spatial axes [S].
    private let extents: [Int]

    /// The maximum size of windows and strides, which prevents overflow in arithmetic on values from files.
    private static let largest = 1 << 20

    /// Creates the window of `node` with a kernel of `kernel` over a value of `shape`.
    package init(_ node: Node, kernel: [Int], over shape: Shape) throws(GraphError) {
        let axes = shape.rank - 2
        guard axes > 0, kernel.count == axes else {
            throw node.failure("a window of \(Extents.text(kernel)) does not fit a value of \(shape)")
        }
        let strides = try node.integers("strides") ?? [Int](repeating: 1, count: axes)
        let dilations = try node.integers("dilations") ?? [Int](repeating: 1, count: axes)
        var pads = try node.integers("pads") ?? [Int](repeating: 0, count: 2 * axes)
        guard strides.count == axes, dilations.count == axes, pads.count == 2 * axes,
            (kernel + strides + dilations).allSatisfy({ $0 > 0 && $0 <= Self.largest }),
            pads.allSatisfy({ $0 >= 0 && $0 <= Self.largest })
        else {
            throw node.failure(
                "kernel \(kernel), strides \(strides), dilations \(dilations), pads \(pads) do not fit \(axes) axes")
        }
        let extents = Array(shape.extents.dropFirst(2))
        let mode = try node.string("auto_pad", default: "NOTSET")
        switch mode {
        case "NOTSET": break
        case "VALID": pads = [Int](repeating: 0, count: 2 * axes)
        case "SAME_UPPER", "SAME_LOWER":
            for axis in 0..<axes {
                let cells = (extents[axis] + strides[axis] - 1) / strides[axis]
                let reach = (cells - 1) * strides[axis] + dilations[axis] * (kernel[axis] - 1) + 1
                let total = max(0, reach - extents[axis])
                pads[axis] = mode == "SAME_UPPER" ? total / 2 : total - total / 2
                pads[axis + axes] = total - pads[axis]
            }
        default: throw node.failure("unknown auto_pad \(quoted(mode))")
        }
        self.kernel = kernel
        self.strides = strides
        self.dilations = dilations
        self.pads = pads
        self.extents = extents
    }

    /// Returns the number of window positions along each axis [S]; 0 or less if the window does not fit.
    ///
    /// - Parameter ceil: Whether to count a last window that extends over the end, unless it starts in the padding there.
    package func cells(ceil: Bool) -> [Int] {
        kernel.indices.map { axis in
            let reach = dilations[axis] * (kernel[axis] - 1) + 1
            let room = extents[axis] + pads[axis] + pads[axis + kernel.count] - reach
            guard room >= 0 else { return 0 }
            guard ceil else { return room / strides[axis] + 1 }
            let cells = (room + strides[axis] - 1) / strides[axis] + 1
            return (cells - 1) * strides[axis] >= extents[axis] + pads[axis] ? cells - 1 : cells
        }
    }
}
