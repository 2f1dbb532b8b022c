import Tensors

/// A node with the known shapes and values of its inputs.
struct ShapeContext {
    let node: Node
    let opset: Int
    let shapes: [String: Shape]
    let constants: [String: Constant]

    func has(_ index: Int) -> Bool { index < node.inputs.count && !node.inputs[index].isEmpty }

    func shape(_ index: Int) throws(GraphError) -> Shape {
        guard has(index) else { throw node.failure("its input \(index) is missing") }
        let name = node.inputs[index]
        guard let shape = shapes[name] ?? constants[name]?.shape else {
            throw node.failure("the shape of its input \(quoted(name)) is not known")
        }
        return shape
    }

    func constant(_ index: Int) -> Constant? { has(index) ? constants[node.inputs[index]] : nil }

    /// Returns an input that must be constant, such as a position or size; nil if it is omitted.
    func integers(_ index: Int) throws(GraphError) -> [Int]? {
        guard has(index) else { return nil }
        switch constant(index) {
        case .integer(_, let values): return values
        case .float: throw node.failure("its input \(quoted(node.inputs[index])) must contain integers")
        case nil:
            throw node.failure(
                "its input \(quoted(node.inputs[index])) depends on the image; data-dependent shapes are not supported")
        }
    }

    /// Returns a list that is an attribute in old operator sets and an input in new ones; nil if it is missing.
    func integers(attribute key: String, input index: Int) throws(GraphError) -> [Int]? {
        if let stated = try node.integers(key) { return stated }
        return try integers(index)
    }

    /// Returns the shape of `extents`; throws if an extent is negative or there are too many elements.
    func checked(_ extents: [Int]) throws(GraphError) -> Shape {
        guard let shape = Extents.shape(extents) else {
            throw node.failure("invalid output shape \(Extents.text(extents))")
        }
        return shape
    }

    /// Returns axes that are an attribute in old operator sets and an input in new ones; nil if they are missing.
    func axes(input index: Int, rank: Int) throws(GraphError) -> [Int]? {
        guard let given = try integers(attribute: "axes", input: index) else { return nil }
        var axes: [Int] = []
        for axis in given { axes.append(try node.axis(axis, rank: rank)) }
        guard Set(axes).count == axes.count else { throw node.failure("an axis occurs twice in \(given)") }
        return axes
    }

    /// Returns the broadcast of several shapes as in NumPy: aligned at the last axis, with extents of 1 repeated.
    func broadcast(_ shapes: [Shape]) throws(GraphError) -> Shape {
        let rank = shapes.map(\.rank).max() ?? 0
        var extents = [Int](repeating: 1, count: rank)
        for shape in shapes {
            for (axis, extent) in shape.extents.enumerated() where extent != 1 {
                let place = axis + rank - shape.rank
                guard extents[place] == 1 || extents[place] == extent else {
                    throw node.failure("\(shapes.map(\.description).joined(separator: " and ")) cannot be broadcast")
                }
                extents[place] = extent
            }
        }
        return try checked(extents)
    }
}
