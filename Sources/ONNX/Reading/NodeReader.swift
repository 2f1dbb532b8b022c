import Foundation

/// Converts nodes of a file to nodes of a graph.
struct NodeReader {
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// Returns the node of `proto`; `index` is its index in the file.
    func node(_ proto: NodeProto, index: Int, tensors: inout TensorReader) throws(GraphError) -> Node {
        var name = proto.name ?? ""
        if name.isEmpty { name = proto.output.first { !$0.isEmpty } ?? "" }
        let (type, domain) = (proto.opType ?? "", proto.domain ?? "")
        let place = "node \(index)" + (name.isEmpty ? "" : " \(quoted(name))")
        guard !type.isEmpty else { throw failure(place, "it has no operator") }
        guard proto.output.contains(where: { !$0.isEmpty }) else {
            throw failure("\(place) (\(type))", "it has no output")
        }
        let isDefault = ["", "ai.onnx"].contains(domain)
        var attributes: [String: Attribute] = [:]
        for attribute in proto.attribute {
            let key = attribute.name ?? ""
            let spot = "\(place) (\(type)), attribute \(quoted(key))"
            guard attributes[key] == nil else { throw failure(spot, "it occurs twice") }
            attributes[key] = try self.attribute(attribute, place: spot, node: name, tensors: &tensors)
        }
        return Node(
            name: name, operatorName: isDefault ? type : "\(domain).\(type)",
            inputs: proto.input, outputs: proto.output, attributes: attributes)
    }

    private func attribute(
        _ proto: AttributeProto, place: String, node: String, tensors: inout TensorReader
    ) throws(GraphError) -> Attribute {
        let type = proto.type ?? 0
        switch type != 0 ? type : guess(proto) {
        case 1: return .float(proto.f ?? 0)
        case 2: return .integer(Int(proto.i ?? 0))
        case 3: return .string(try text(proto.s ?? Data(), place: place))
        case 4:
            guard let tensor = proto.t else { throw failure(place, "its tensor is missing") }
            let name = tensor.name ?? ""
            let label = name.isEmpty ? "\(proto.name ?? "") of node \(node)" : name
            return .constant(try tensors.constant(tensor, name: label))
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
        default: throw failure(place, "unknown kind \(type)")
        }
    }

    /// Infers the kind of an attribute, which files of IR version 1 do not store.
    private func guess(_ proto: AttributeProto) -> Int32 {
        if proto.f != nil { return 1 }
        if proto.i != nil { return 2 }
        if proto.s != nil { return 3 }
        if proto.t != nil { return 4 }
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
