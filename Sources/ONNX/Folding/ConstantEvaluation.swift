import Tensors

/// Evaluates nodes whose inputs are all constant or whose outputs depend only on shapes.
struct ConstantEvaluation {
    private let context: ShapeContext
    private var node: Node { context.node }

    /// The maximum number of elements of a result, unless it has at most twice the elements of the inputs. It prevents small
    /// files from allocating gigabytes.
    private static let largestResult = 1 << 22

    init(_ context: ShapeContext) {
        self.context = context
    }

    /// Returns one constant per output; nil if the node must be run with the network.
    func values(_ shapes: [Shape]) throws(GraphError) -> [Constant]? {
        if let sizes = try sizes() { return [sizes] }
        let inputs = node.inputs.indices.filter { context.has($0) }.compactMap { context.constant($0) }
        guard !inputs.isEmpty, inputs.count == node.inputs.count(where: { !$0.isEmpty }) else { return nil }
        let count = shapes.reduce(0) { $0 + $1.count }
        guard count <= max(Self.largestResult, 2 * inputs.reduce(0) { $0 + $1.shape.count }) else {
            throw node.failure("its constant output \(shapes[0]) is too large for its inputs")
        }
        if let made = try made(shapes) { return made }
        if let moved = try moved(inputs[0], shapes) { return moved }
        return try ConstantArithmetic(context).value(inputs, shapes[0]).map { [$0] }
    }

    /// Evaluates `Shape` and `Size`, which do not need the elements.
    private func sizes() throws(GraphError) -> Constant? {
        switch node.operatorName {
        case "Shape":
            let shape = try context.shape(0)
            let values = Array(shape.extents[try ShapeRules.shapeRange(context, rank: shape.rank)])
            return .integer(shape: [values.count], values: values)
        case "Size": return .integer(shape: [], values: [try context.shape(0).count])
        default: return nil
        }
    }

    /// Evaluates operators that create values from sizes.
    private func made(_ shapes: [Shape]) throws(GraphError) -> [Constant]? {
        switch node.operatorName {
        case "ConstantOfShape":
            switch node.attributes["value"] {
            case .constant(.integer(_, let values)) where values.count == 1:
                return [.integer(shape: shapes[0], values: [Int](repeating: values[0], count: shapes[0].count))]
            case .constant(.float(let tensor)) where tensor.values.count == 1:
                return [
                    .float(
                        Tensor(
                            shape: shapes[0], values: [Float](repeating: tensor.values[0], count: shapes[0].count)))
                ]
            case nil: return [.float(.zeros(shapes[0]))]
            default: throw node.failure("its value is not a single number")
            }
        case "Range":
            guard let start = try context.integers(0)?.first, let step = try context.integers(2)?.first else {
                return nil
            }
            return [.integer(shape: shapes[0], values: (0..<shapes[0].count).map { start + $0 * step })]
        default: return nil
        }
    }

    /// Evaluates operators that only rearrange elements.
    private func moved(_ first: Constant, _ shapes: [Shape]) throws(GraphError) -> [Constant]? {
        switch node.operatorName {
        case "Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze": return [first.reshaped(shapes[0])]
        case "Expand": return [first.taking(StridedIndices.stretched(first.shape, to: shapes[0]), shape: shapes[0])]
        case "Transpose":
            let strides = StridedIndices.strides(first.shape)
            let order = try ShapeRules.permutation(context, rank: first.shape.rank)
            return [first.taking(StridedIndices.list(shapes[0], strides: order.map { strides[$0] }), shape: shapes[0])]
        case "Slice":
            let strides = StridedIndices.strides(first.shape)
            let ranges = try SliceRange.ranges(context, shape: first.shape)
            // The step is only used if there is a second element, so that a huge step cannot overflow.
            let steps = zip(strides, ranges).map { $0 * ($1.count > 1 ? $1.step : 0) }
            let offset = zip(strides, ranges).reduce(0) { $0 + $1.0 * $1.1.start }
            return [first.taking(StridedIndices.list(shapes[0], strides: steps, offset: offset), shape: shapes[0])]
        case "Split":
            let axis = try node.axis(try node.integer("axis", default: 0), rank: first.shape.rank)
            let strides = StridedIndices.strides(first.shape)
            var offset = 0
            return shapes.map { shape in
                defer { offset += shape[axis] * strides[axis] }
                return first.taking(StridedIndices.list(shape, strides: strides, offset: offset), shape: shape)
            }
        case "Gather": return [try gathered(first, shape: shapes[0])]
        case "Concat": return [try concatenated(shape: shapes[0])]
        default: return nil
        }
    }

    private func gathered(_ first: Constant, shape: Shape) throws(GraphError) -> Constant {
        let axis = try node.axis(try node.integer("axis", default: 0), rank: first.shape.rank)
        let extent = first.shape[axis]
        let inner = first.shape.extents.dropFirst(axis + 1).reduce(1, *)
        let outer = first.shape.extents.prefix(axis).reduce(1, *)
        let indices = try context.integers(1) ?? []
        if let wrong = indices.first(where: { $0 < -extent || $0 >= extent }) {
            throw node.failure("index \(wrong) is outside axis \(axis) of \(first.shape)")
        }
        var places: [Int] = []
        for block in 0..<outer {
            for index in indices {
                let start = (block * extent + (index < 0 ? index + extent : index)) * inner
                places.append(contentsOf: start..<start + inner)
            }
        }
        return first.taking(places, shape: shape)
    }

    private func concatenated(shape: Shape) throws(GraphError) -> Constant {
        let parts = node.inputs.indices.compactMap { context.constant($0) }
        let axis = try node.axis(try node.integer("axis", default: 1), rank: shape.rank)
        let outer = shape.extents.prefix(axis).reduce(1, *)
        let lengths = parts.map { $0.shape.extents.dropFirst(axis).reduce(1, *) }
        func joined<Element>(_ values: [[Element]]) -> [Element] {
            (0..<outer).flatMap { block in
                zip(values, lengths).flatMap { $0[block * $1..<(block + 1) * $1] }
            }
        }
        var integers: [[Int]] = []
        for case .integer(_, let values) in parts { integers.append(values) }
        if integers.count == parts.count { return .integer(shape: shape, values: joined(integers)) }
        guard integers.isEmpty else { throw node.failure("integers and floats cannot be concatenated") }
        return .float(Tensor(shape: shape, values: joined(parts.map(\.floats))))
    }
}
