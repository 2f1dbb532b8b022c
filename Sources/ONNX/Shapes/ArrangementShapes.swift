import Tensors

extension ShapeRules {
    /// The rules of operators that move, select or rename elements.
    static let arrangement: [String: Rule] = [
        "Concat": { context throws(GraphError) in
            let first = try context.shape(0)
            let axis = try context.node.axis(try context.node.integer("axis", default: 1), rank: first.rank)
            var extents = first.extents
            for index in context.node.inputs.indices.dropFirst() {
                let other = try context.shape(index).extents
                guard other.count == extents.count,
                    other.indices.allSatisfy({ $0 == axis || other[$0] == extents[$0] })
                else {
                    throw context.node.failure("\(Shape(other)) and \(first) cannot be concatenated along axis \(axis)")
                }
                extents[axis] += other[axis]
            }
            return [try context.checked(extents)]
        },
        "Expand": { context throws(GraphError) in
            let target = try context.checked(try context.integers(1) ?? [])
            return [try context.broadcast([try context.shape(0), target])]
        },
        "Flatten": { context throws(GraphError) in
            let shape = try context.shape(0)
            let given = try context.node.integer("axis", default: 1)
            let axis = given == shape.rank ? given : try context.node.axis(given, rank: max(1, shape.rank))
            return [
                Shape([
                    shape.extents.prefix(axis).reduce(1, *), shape.extents.dropFirst(axis).reduce(1, *),
                ])
            ]
        },
        "Gather": { context throws(GraphError) in
            let (shape, indices) = (try context.shape(0), try context.shape(1))
            let axis = try context.node.axis(try context.node.integer("axis", default: 0), rank: shape.rank)
            return [
                try context.checked(
                    shape.extents.prefix(axis) + indices.extents + shape.extents.dropFirst(axis + 1))
            ]
        },
        "Pad": { context throws(GraphError) in
            var extents = try context.shape(0).extents
            let given = try context.integers(attribute: "pads", input: 1) ?? []
            var axes = Array(extents.indices)
            if let stated = try context.integers(3) {
                axes = []
                for axis in stated { axes.append(try context.node.axis(axis, rank: extents.count)) }
            }
            guard given.count == 2 * axes.count, given.allSatisfy({ $0.magnitude < Extents.largestCount }) else {
                throw context.node.failure("pads of \(given.prefix(16)) do not fit \(Shape(extents))")
            }
            for (place, axis) in axes.enumerated() { extents[axis] += given[place] + given[place + axes.count] }
            return [try context.checked(extents)]
        },
        "Reshape": { context throws(GraphError) in
            let shape = try context.shape(0)
            guard var target = try context.integers(attribute: "shape", input: 1) else {
                throw context.node.failure("it has no target shape")
            }
            if try context.node.integer("allowzero", default: 0) == 0 {
                for axis in target.indices where target[axis] == 0 && axis < shape.rank { target[axis] = shape[axis] }
            }
            if let open = target.firstIndex(of: -1) {
                target[open] = 1
                let rest = try context.checked(target).count
                target[open] = rest == 0 ? 0 : shape.count / rest
            }
            let result = try context.checked(target)
            guard result.count == shape.count else {
                throw context.node.failure("cannot reshape \(shape) to \(result)")
            }
            return [result]
        },
        "Slice": { context throws(GraphError) in
            let shape = try context.shape(0)
            return [Shape(try SliceRange.ranges(context, shape: shape).map(\.count))]
        },
        "Split": { context throws(GraphError) in
            let shape = try context.shape(0)
            let axis = try context.node.axis(try context.node.integer("axis", default: 0), rank: shape.rank)
            let parts = context.node.outputs.count
            let even = (shape[axis] + parts - 1) / parts
            let given = try context.integers(attribute: "split", input: 1)
            let lengths = given ?? (0..<parts).map { min(even, max(0, shape[axis] - $0 * even)) }
            guard lengths.count == parts, lengths.allSatisfy({ $0 >= 0 && $0 <= shape[axis] }),
                lengths.reduce(0, +) == shape[axis]
            else {
                throw context.node.failure(
                    "parts of \(lengths) do not add up to the extent \(shape[axis]) of axis \(axis)")
            }
            return lengths.map { length in
                var extents = shape.extents
                extents[axis] = length
                return Shape(extents)
            }
        },
        "Squeeze": { context throws(GraphError) in
            let shape = try context.shape(0)
            let axes = try context.axes(input: 1, rank: shape.rank) ?? shape.extents.indices.filter { shape[$0] == 1 }
            if let axis = axes.first(where: { shape[$0] != 1 }) {
                throw context.node.failure("axis \(axis) of \(shape) cannot be removed, because its extent is not 1")
            }
            return [Shape(shape.extents.indices.filter { !axes.contains($0) }.map { shape[$0] })]
        },
        "Transpose": { context throws(GraphError) in
            let shape = try context.shape(0)
            return [Shape(try permutation(context, rank: shape.rank).map { shape[$0] })]
        },
        "Unsqueeze": { context throws(GraphError) in
            var extents = try context.shape(0).extents
            let given = try context.integers(attribute: "axes", input: 1) ?? []
            guard given.count <= 32, let axes = try context.axes(input: 1, rank: extents.count + given.count) else {
                throw context.node.failure("it has no axes")
            }
            for axis in axes.sorted() { extents.insert(1, at: axis) }
            return [try context.checked(extents)]
        },
    ]

    /// Returns the order of axes of a `Transpose`.
    static func permutation(_ context: ShapeContext, rank: Int) throws(GraphError) -> [Int] {
        let order = try context.node.integers("perm") ?? (0..<rank).reversed()
        guard order.sorted() == Array(0..<rank) else {
            throw context.node.failure("perm \(order) is not a permutation of \(rank) axes")
        }
        return order
    }

    /// The rules of operators that create a value from sizes.
    static let sources: [String: Rule] = [
        "ConstantOfShape": { context throws(GraphError) in
            [try context.checked(try context.integers(0) ?? [])]
        },
        "Range": { context throws(GraphError) in
            let bounds = [try context.integers(0), try context.integers(1), try context.integers(2)].map { $0?.first }
            guard let start = bounds[0], let end = bounds[1], let step = bounds[2], step != 0 else {
                throw context.node.failure("its bounds are not integers, or its step is 0")
            }
            return [Shape([SliceRange.count(from: start, to: end, step: step)])]
        },
        "Shape": { context throws(GraphError) in
            let rank = try context.shape(0).rank
            return [Shape([try shapeRange(context, rank: rank).count])]
        },
        "Size": { _ in [[]] },
    ]

    /// Returns the range of axes that a `Shape` operator returns.
    static func shapeRange(_ context: ShapeContext, rank: Int) throws(GraphError) -> Range<Int> {
        func bound(_ key: String, default value: Int) throws(GraphError) -> Int {
            let given = try context.node.integer(key, default: value)
            return min(rank, max(0, given < 0 ? given + rank : given))
        }
        let start = try bound("start", default: 0)
        return start..<max(start, try bound("end", default: rank))
    }
}
