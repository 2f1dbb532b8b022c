/// An immutable dense array of float32 in row-major order (the last axis is contiguous).
public struct Tensor: Sendable, Equatable {
    /// The shape.
    public let shape: Shape
    /// The values in row-major order.
    public let values: [Float]

    /// - Precondition: `values.count == shape.count`.
    public init(shape: Shape, values: [Float]) {
        precondition(values.count == shape.count, "\(values.count) values for a tensor of \(shape)")
        self.shape = shape
        self.values = values
    }

    /// Creates a tensor whose elements, initially zero, are written in place by `fill`.
    public init(shape: Shape, fill: (inout MutableSpan<Float>) throws -> Void) rethrows {
        var values = [Float](repeating: 0, count: shape.count)
        var span = values.mutableSpan
        try fill(&span)
        self.shape = shape
        self.values = values
    }

    /// A tensor of zeros.
    public static func zeros(_ shape: Shape) -> Tensor {
        Tensor(shape: shape, values: [Float](repeating: 0, count: shape.count))
    }

    /// Returns the same elements in another shape with the same number of elements.
    public func reshaped(_ shape: Shape) -> Tensor {
        Tensor(shape: shape, values: values)
    }

    /// Returns the slice at `index` of the first axis: [N, ...] -> [...].
    public func slice(_ index: Int) -> Tensor {
        precondition(shape.rank > 0 && index >= 0 && index < shape[0], "no part \(index) in \(shape)")
        let inner = Shape(Array(shape.extents.dropFirst()))
        let start = index * inner.count
        return Tensor(shape: inner, values: Array(values[start..<start + inner.count]))
    }
}
