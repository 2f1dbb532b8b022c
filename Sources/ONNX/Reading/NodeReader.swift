import Foundation

/// Converts nodes of a file to nodes of a graph.
struct NodeReader {
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// Returns the node of `proto`; `index` is its index in the file.
    func node(_ proto: Onnx_NodeProto, index: Int, tensors: inout TensorReader) throws(GraphError) -> Node {
        let name = proto.name.isEmpty ? proto.output.first { !$0.isEmpty } ?? "" : proto.name
        let place = "node \(index)" + (name.isEmpty ? "" : " \(quoted(name))")
        guard !proto.opType.isEmpty else { throw failure(place, "it has no operator") }
        guard proto.output.contains(where: { !$0.isEmpty }) else {
            throw failure("\(place) (\(proto.opType))", "it has no output")
        }
        let isDefault = proto.domain.isEmpty || proto.domain == "ai.onnx"
        var attributes: [String: Attribute] = [:]
        for attribute in proto.attribute {
            let spot = "\(place) (\(proto.opType)), attribute \(quoted(attribute.name))"
            guard attributes[attribute.name] == nil else { throw failure(spot, "it occurs twice") }
            attributes[attribute.name] = try self.attribute(attribute, place: spot, node: name, tensors: &tensors)
        }
        return Node(
            name: name, operatorName: isDefault ? proto.opType : "\(proto.domain).\(proto.opType)",
            inputs: proto.input, outputs: proto.output, attributes: attributes)
    }

    private func attribute(
        _ proto: Onnx_AttributeProto, place: String, node: String, tensors: inout TensorReader
    ) throws(GraphError) -> Attribute {
        switch proto.type != 0 ? proto.type : guess(proto) {
        case 1: return .float(proto.f)
        case 2: return .integer(Int(proto.i))
        case 3: return .string(try text(proto.s, place: place))
        case 4:
            guard proto.hasT else { throw failure(place, "its tensor is missing") }
            let label = proto.t.name.isEmpty ? "\(proto.name) of node \(node)" : proto.t.name
            return .constant(try tensors.constant(proto.t, name: label))
        case 5: return .unsupported("a graph")
        case 6: return .floats(proto.floats)
        case 7: return .integers(proto.ints.map { Int($0) })
        case 8:
            var texts: [String] = []
            for bytes in proto.strings { texts.append(try text(bytes, place: place)) }
            return .strings(texts)
        case 9: return .unsupported("a list of tensors")
        case 10: return .unsupported("a list of graphs")
        case 11, 12: return .unsupported("a sparse tensor")
        case 13, 14: return .unsupported("a type")
        default: throw failure(place, "unknown kind \(proto.type)")
        }
    }

    /// Infers the kind of an attribute, which files of IR version 1 do not store.
    private func guess(_ proto: Onnx_AttributeProto) -> Int32 {
        if proto.hasF { return 1 }
        if proto.hasI { return 2 }
        if proto.hasS { return 3 }
        if proto.hasT { return 4 }
        if !proto.floats.isEmpty { return 6 }
        if !proto.strings.isEmpty { return 8 }
        return proto.ints.isEmpty ? 5 : 7
    }

    private func text(_ bytes: Data, place: String) throws(GraphError) -> String {
        guard let text = String(data: bytes, encoding: .utf8) else { throw failure(place, "its text is not UTF-8") }
        return text
    }

    private func failure(_ place: String, _ reason: String) -> GraphError {
        .malformed(path: path, place: place, reason: reason)
    }
}
