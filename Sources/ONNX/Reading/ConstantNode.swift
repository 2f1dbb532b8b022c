import Tensors

extension Node {
    /// The value of a Constant node; nil for any other node.
    ///
    /// - Throws: `GraphError.malformed` if the value is a string or a sparse tensor or is missing.
    func constantValue(path: String) throws(GraphError) -> Constant? {
        guard operatorName == "Constant" else { return nil }
        let known = ["value", "value_float", "value_floats", "value_int", "value_ints"]
        for key in known {
            switch attributes[key] {
            case .constant(let constant): return constant
            case .float(let value): return .float(Tensor(shape: [], values: [value]))
            case .floats(let values): return .float(Tensor(shape: [values.count], values: values))
            case .integer(let value): return .integer(shape: [], values: [value])
            case .integers(let values): return .integer(shape: [values.count], values: values)
            default: continue
            }
        }
        let given = attributes.keys.sorted().map(quoted).joined(separator: ", ")
        throw .malformed(
            path: path, place: "node \(quoted(name)) (Constant)",
            reason: given.isEmpty ? "it has no value" : "its kind of value is not supported: \(given)")
    }
}
