import Tensors

/// A node with what is known of its inputs.
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

    /// An input that says where or how large, and so has to be known before the network runs; nil where it is left out.
    func integers(_ index: Int) throws(GraphError) -> [Int]? {
        guard has(index) else { return nil }
        switch constant(index) {
        case .integer(_, let values): return values
        case .float: throw node.failure("its input \(quoted(node.inputs[index])) has to hold integers")
        case nil:
            throw node.failure(
                "its input \(quoted(node.inputs[index])) depends on the image; networks whose shapes do are not run")
        }
    }

    /// A list that is an attribute in old operator sets and an input in new ones; nil: not given.
    func integers(attribute key: String, input index: Int) throws(GraphError) -> [Int]? {
        if let stated = try node.integers(key) { return stated }
        return try integers(index)
    }

    /// The shape of `extents`, unless one is below zero or they multiply to more than any value may hold.
    func checked(_ extents: [Int]) throws(GraphError) -> Shape {
        guard let shape = Extents.shape(extents) else {
            throw node.failure("its output would be \(Extents.text(extents))")
        }
        return shape
    }

    /// Axes given as an attribute in old operator sets and as an input in new ones; nil: not given.
    func axes(input index: Int, rank: Int) throws(GraphError) -> [Int]? {
        guard let given = try integers(attribute: "axes", input: index) else { return nil }
        var axes: [Int] = []
        for axis in given { axes.append(try node.axis(axis, rank: rank)) }
        guard Set(axes).count == axes.count else { throw node.failure("it names an axis twice, in \(given)") }
        return axes
    }

    /// Several shapes stretched to one, as NumPy does: aligned at the last axis, extents of 1 repeated.
    func broadcast(_ shapes: [Shape]) throws(GraphError) -> Shape {
        let rank = shapes.map(\.rank).max() ?? 0
        var extents = [Int](repeating: 1, count: rank)
        for shape in shapes {
            for (axis, extent) in shape.extents.enumerated() where extent != 1 {
                let place = axis + rank - shape.rank
                guard extents[place] == 1 || extents[place] == extent else {
                    throw node.failure("\(shapes.map(\.description).joined(separator: " and ")) do not go together")
                }
                extents[place] = extent
            }
        }
        return try checked(extents)
    }
}
