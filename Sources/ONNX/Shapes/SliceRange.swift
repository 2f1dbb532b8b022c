package import Tensors

extension Graph {
    /// Returns the ranges of a `Slice` along each axis of its input, clamped to it.
    package func sliceRanges(
        of node: Node, shapes: [String: Shape]
    ) throws(GraphError) -> [(start: Int, step: Int, count: Int)] {
        let context = ShapeContext(node: node, opset: opset, shapes: shapes, constants: constants)
        return try SliceRange.ranges(context, shape: try context.shape(0)).map { ($0.start, $0.step, $0.count) }
    }
}

/// The range of a `Slice` along one axis: `count` elements from `start`, `step` apart.
struct SliceRange {
    var start: Int
    var step: Int
    var count: Int

    /// Returns one range for each axis of `shape`, clamped to it as in the specification.
    static func ranges(_ context: ShapeContext, shape: Shape) throws(GraphError) -> [SliceRange] {
        var ranges = shape.extents.map { SliceRange(start: 0, step: 1, count: $0) }
        let isOld = context.opset < 10
        guard let starts = isOld ? try context.node.integers("starts") : try context.integers(1),
            let ends = isOld ? try context.node.integers("ends") : try context.integers(2)
        else { throw context.node.failure("starts or ends are missing") }
        let axes = (isOld ? try context.node.integers("axes") : try context.integers(3)) ?? Array(starts.indices)
        let steps =
            (isOld ? nil : try context.integers(4)) ?? [Int](repeating: 1, count: starts.count)
        guard ends.count == starts.count, axes.count == starts.count, steps.count == starts.count else {
            throw context.node.failure("starts, ends, axes and steps have different lengths")
        }
        for index in starts.indices {
            let axis = try context.node.axis(axes[index], rank: shape.rank)
            let (extent, step) = (shape[axis], steps[index])
            guard step != 0, step > Int.min else { throw context.node.failure("invalid step \(step)") }
            let (lowest, highest) = step > 0 ? (0, extent) : (-1, extent - 1)
            func clamped(_ bound: Int) -> Int {
                min(highest, max(lowest, bound < 0 ? max(bound, -extent - 1) + extent : bound))
            }
            let start = step > 0 ? clamped(starts[index]) : min(highest, max(0, clamped(starts[index])))
            ranges[axis] = SliceRange(
                start: start, step: step, count: count(from: start, to: clamped(ends[index]), step: step))
        }
        return ranges
    }

    /// Returns the number of `start`, `start + step` ... before `end`, at most the maximum number of elements.
    static func count(from start: Int, to end: Int, step: Int) -> Int {
        let (distance, overflow) = end.subtractingReportingOverflow(start)
        guard !overflow else { return (end > start) == (step > 0) ? Extents.largestCount : 0 }
        guard (distance > 0) == (step > 0), distance != 0 else { return 0 }
        let magnitude = distance.magnitude / step.magnitude + (distance.magnitude % step.magnitude == 0 ? 0 : 1)
        return Int(min(magnitude, UInt(Extents.largestCount)))
    }
}
