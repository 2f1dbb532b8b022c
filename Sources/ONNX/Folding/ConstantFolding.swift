package import Tensors

extension Graph {
    /// Returns the graph for inputs of the given shapes with everything evaluated that does not depend on their values, such
    /// as shape arithmetic of exporters, and the shapes of all remaining values.
    ///
    /// - Throws: `GraphError.operators` with all unsupported operators, `GraphError.node` for an invalid node, and
    ///   `GraphError.inputs` for a missing input.
    package func folded(inputs given: [String: Shape]) throws(GraphError) -> (graph: Graph, shapes: [String: Shape]) {
        var unknown: [String: String] = [:]
        for node in nodes where ShapeRules.all[node.operatorName] == nil && unknown[node.operatorName] == nil {
            unknown[node.operatorName] = "\(node.operatorName) (node \(quoted(node.name)))"
        }
        guard unknown.isEmpty else { throw .operators(unknown.values.sorted()) }
        var shapes: [String: Shape] = [:]
        for input in self.inputs {
            guard let shape = given[input.name] else {
                throw .inputs(reason: "input \(quoted(input.name)) is missing")
            }
            shapes[input.name] = shape
        }
        var result = self
        result.nodes = []
        for node in nodes {
            guard let rule = ShapeRules.all[node.operatorName] else { continue }
            let context = ShapeContext(node: node, opset: opset, shapes: shapes, constants: result.constants)
            let outputs = try rule(context)
            if let values = try ConstantEvaluation(context).values(outputs) {
                for (name, value) in zip(node.outputs, values) where !name.isEmpty { result.constants[name] = value }
                continue
            }
            for (name, shape) in zip(node.outputs, outputs) where !name.isEmpty { shapes[name] = shape }
            result.nodes.append(node)
        }
        return (result, shapes)
    }
}
