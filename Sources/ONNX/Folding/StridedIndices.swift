import Tensors

/// Index arithmetic for strided arrays.
enum StridedIndices {
    /// Returns for each element of `shape`, in row-major order, `offset` plus its indices times `strides`.
    static func list(_ shape: Shape, strides: [Int], offset: Int = 0) -> [Int] {
        guard shape.count > 0 else { return [] }
        var indices = [offset]
        for (extent, stride) in zip(shape.extents, strides) {
            var next: [Int] = []
            next.reserveCapacity(indices.count * extent)
            for start in indices {
                for index in 0..<extent { next.append(start + index * stride) }
            }
            indices = next
        }
        return indices
    }

    /// Returns the strides of a row-major array.
    static func strides(_ shape: Shape) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.rank)
        for axis in strides.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        return strides
    }

    /// Returns the indices into an array of `shape` that broadcast it to `target`.
    static func stretched(_ shape: Shape, to target: Shape) -> [Int] {
        let own = strides(shape)
        let missing = target.rank - shape.rank
        let repeated = (0..<target.rank).map { axis in
            axis < missing || shape[axis - missing] == 1 ? 0 : own[axis - missing]
        }
        return list(target, strides: repeated)
    }
}

extension Constant {
    /// Returns the elements at `indices` in the shape `shape`.
    func taking(_ indices: [Int], shape: Shape) -> Constant {
        switch self {
        case .float(let tensor): .float(Tensor(shape: shape, values: indices.map { tensor.values[$0] }))
        case .integer(_, let values): .integer(shape: shape, values: indices.map { values[$0] })
        }
    }

    /// Returns the same elements in another shape with the same number of elements.
    func reshaped(_ shape: Shape) -> Constant {
        switch self {
        case .float(let tensor): .float(tensor.reshaped(shape))
        case .integer(_, let values): .integer(shape: shape, values: values)
        }
    }

    /// The elements as floats.
    var floats: [Float] {
        switch self {
        case .float(let tensor): tensor.values
        case .integer(_, let values): values.map { Float($0) }
        }
    }
}
