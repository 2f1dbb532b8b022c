import Tensors

/// The shape rule of each operator: from the shapes of its inputs to those of its outputs.
enum ShapeRules {
    typealias Rule = @Sendable (ShapeContext) throws(GraphError) -> [Shape]

    static let all: [String: Rule] = [elementwise, windows, linear, reductions, arrangement, sources]
        .reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// Operators whose outputs have the shape of the first input.
    private static let unary = [
        "Abs", "BatchNormalization", "Cast", "Ceil", "Celu", "Clip", "Dropout", "Elu", "Erf", "Exp", "Floor", "Gelu",
        "HardSigmoid", "HardSwish", "Identity", "InstanceNormalization", "LRN", "LayerNormalization", "LeakyRelu",
        "Log", "LogSoftmax",
        "LpNormalization", "Mish", "Neg", "Not", "PRelu", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign",
        "Softmax", "Softplus", "Softsign", "Sqrt", "Tanh", "ThresholdedRelu",
    ]

    /// Operators on any number of inputs, broadcast to one shape.
    private static let variadic = [
        "Add", "And", "Div", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Mean", "Min", "Mod",
        "Mul", "Or", "Pow", "Sub", "Sum", "Where", "Xor",
    ]

    private static let elementwise: [String: Rule] =
        rules(unary, sameShape).merging(rules(variadic, stretchedShape)) { first, _ in first }

    private static func rules(_ names: [String], _ rule: @escaping Rule) -> [String: Rule] {
        names.reduce(into: [:]) { $0[$1] = rule }
    }

    private static func sameShape(_ context: ShapeContext) throws(GraphError) -> [Shape] {
        [Shape](repeating: try context.shape(0), count: context.node.outputs.count)
    }

    private static func stretchedShape(_ context: ShapeContext) throws(GraphError) -> [Shape] {
        var shapes: [Shape] = []
        for index in context.node.inputs.indices { shapes.append(try context.shape(index)) }
        return [try context.broadcast(shapes)]
    }

    private static let windows: [String: Rule] =
        rules(["AveragePool", "LpPool", "MaxPool"], pooledShape).merging(["Conv": convolvedShape]) { first, _ in first }

    private static func pooledShape(_ context: ShapeContext) throws(GraphError) -> [Shape] {
        let shape = try context.shape(0)
        guard let kernel = try context.node.integers("kernel_shape") else {
            throw context.node.failure("it has no kernel_shape")
        }
        let window = try Window(context.node, kernel: kernel, over: shape)
        let ceil = try context.node.integer("ceil_mode", default: 0) != 0
        let output = try windowOutput(context, window, over: shape, channels: shape[1], ceil: ceil)
        return [Shape](repeating: output, count: context.node.outputs.count)
    }

    private static func convolvedShape(_ context: ShapeContext) throws(GraphError) -> [Shape] {
        let (shape, weights) = (try context.shape(0), try context.shape(1))
        guard weights.rank == shape.rank, shape.rank > 2 else {
            throw context.node.failure("weights \(weights) do not fit a value of \(shape)")
        }
        let kernel = Array(weights.extents.dropFirst(2))
        if let stated = try context.node.integers("kernel_shape"), stated != kernel {
            throw context.node.failure("kernel_shape \(stated) does not match the weights \(weights)")
        }
        let groups = try context.node.integer("group", default: 1)
        guard groups > 0, groups <= max(1, shape[1]), weights[1] * groups == shape[1], weights[0] % groups == 0 else {
            throw context.node.failure(
                "weights \(weights) in \(groups) group\(groups == 1 ? "" : "s") do not fit a value of \(shape)")
        }
        let window = try Window(context.node, kernel: kernel, over: shape)
        return [try windowOutput(context, window, over: shape, channels: weights[0], ceil: false)]
    }

    private static func windowOutput(
        _ context: ShapeContext, _ window: Window, over shape: Shape, channels: Int, ceil: Bool
    ) throws(GraphError) -> Shape {
        let cells = window.cells(ceil: ceil)
        guard cells.allSatisfy({ $0 > 0 }) else {
            throw context.node.failure("a window of \(Extents.text(window.kernel)) does not fit into \(shape)")
        }
        return try context.checked([shape[0], channels] + cells)
    }

    private static let linear: [String: Rule] = [
        "Gemm": { context throws(GraphError) in
            let (a, b) = (try context.shape(0), try context.shape(1))
            let (turnsA, turnsB) = (
                try context.node.integer("transA", default: 0) != 0, try context.node.integer("transB", default: 0) != 0
            )
            guard a.rank == 2, b.rank == 2, a[turnsA ? 0 : 1] == b[turnsB ? 1 : 0] else {
                throw context.node.failure("\(a) and \(b) cannot be multiplied")
            }
            return [try context.checked([a[turnsA ? 1 : 0], b[turnsB ? 0 : 1]])]
        },
        "MatMul": { context throws(GraphError) in
            let (a, b) = (try context.shape(0), try context.shape(1))
            guard a.rank >= 1, b.rank >= 1, a[a.rank - 1] == b[max(0, b.rank - 2)] else {
                throw context.node.failure("\(a) and \(b) cannot be multiplied")
            }
            let batch = try context.broadcast([
                Shape(Array(a.extents.dropLast(2))), Shape(Array(b.extents.dropLast(2))),
            ])
            let rows = a.rank > 1 ? [a[a.rank - 2]] : []
            let columns = b.rank > 1 ? [b[b.rank - 1]] : []
            return [try context.checked(batch.extents + rows + columns)]
        },
    ]

    private static let reductions: [String: Rule] =
        rules(["GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool"], globallyPooledShape)
        .merging(
            rules(
                ["L1", "L2", "LogSum", "LogSumExp", "Max", "Mean", "Min", "Prod", "Sum", "SumSquare"]
                    .map { "Reduce\($0)" }, reducedShape)
        ) { first, _ in first }

    private static func globallyPooledShape(_ context: ShapeContext) throws(GraphError) -> [Shape] {
        let shape = try context.shape(0)
        guard shape.rank > 2 else { throw context.node.failure("\(shape) has no axes to pool over") }
        return [Shape(shape.extents.prefix(2) + [Int](repeating: 1, count: shape.rank - 2))]
    }

    private static func reducedShape(_ context: ShapeContext) throws(GraphError) -> [Shape] {
        let shape = try context.shape(0)
        let axes = try reducedAxes(context, rank: shape.rank)
        let keeps = try context.node.integer("keepdims", default: 1) != 0
        return [Shape(shape.extents.indices.compactMap { axes.contains($0) ? (keeps ? 1 : nil) : shape[$0] })]
    }

    /// Returns the axes that a `Reduce...` operator removes; all if none are specified, unless it has `noop_with_empty_axes`.
    static func reducedAxes(_ context: ShapeContext, rank: Int) throws(GraphError) -> Set<Int> {
        let given = try context.axes(input: 1, rank: rank) ?? []
        guard given.isEmpty else { return Set(given) }
        return try context.node.integer("noop_with_empty_axes", default: 0) != 0 ? [] : Set(0..<rank)
    }
}
