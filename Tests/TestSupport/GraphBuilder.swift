package import Foundation
package import ONNX
package import Tensors

/// Builds small networks in code, as a `Graph` or as the bytes of an ONNX file.
///
///     var builder = GraphBuilder()
///     let x = builder.input("x", [1, 3, 8, 8])
///     let y = builder.conv(x, weights: .random([4, 3, 3, 3], seed: 1), pads: [1, 1, 1, 1])
///     builder.output(builder.relu(y))
///     try GraphReader.read(bytes: builder.bytes)
///
/// Every operation returns the name of its output, which is also the node's: the operator in lower case with a number,
/// `conv1`, unless `name` says otherwise. What has no method here goes through `node`.
package struct GraphBuilder {
    package var graph: Graph
    private var counts: [String: Int] = [:]

    package init(opset: Int = 13, name: String = "test") {
        graph = Graph(name: name, opset: opset, inputs: [], outputs: [], nodes: [], constants: [:])
    }

    /// The graph as an ONNX file.
    package var bytes: [UInt8] { ModelEncoder.bytes(graph) }

    /// Writes the graph as an ONNX file.
    package func write(to url: URL) throws {
        try Data(bytes).write(to: url)
    }

    /// An input; -1 is an axis left free.
    @discardableResult
    package mutating func input(_ name: String, _ extents: [Int]) -> String {
        graph.inputs.append(ValueDescription(name: name, dimensions: Self.dimensions(extents)))
        return name
    }

    /// Makes `value` an output of the network; -1 is an axis left free.
    package mutating func output(_ value: String, _ extents: [Int]? = nil) {
        graph.outputs.append(ValueDescription(name: value, dimensions: extents.map(Self.dimensions)))
    }

    /// A constant of floats.
    package mutating func constant(_ tensor: Tensor, name: String? = nil) -> String {
        let name = name ?? fresh("constant")
        graph.constants[name] = .float(tensor)
        return name
    }

    /// A list of integers, as shapes and axes are given.
    package mutating func constant(_ values: [Int], name: String? = nil) -> String {
        let name = name ?? fresh("constant")
        graph.constants[name] = .integer(shape: [values.count], values: values)
        return name
    }

    /// One integer without axes, as an index is given.
    package mutating func scalar(_ value: Int, name: String? = nil) -> String {
        let name = name ?? fresh("constant")
        graph.constants[name] = .integer(shape: [], values: [value])
        return name
    }

    /// Any node of one output; an empty input is one left out.
    @discardableResult
    package mutating func node(
        _ operatorName: String, _ inputs: [String], _ attributes: [String: Attribute] = [:], name: String? = nil
    ) -> String {
        nodes(operatorName, inputs, attributes, outputs: 1, name: name)[0]
    }

    /// Any node; outputs after the first are called `name.1`, `name.2` ...
    @discardableResult
    package mutating func nodes(
        _ operatorName: String, _ inputs: [String], _ attributes: [String: Attribute] = [:], outputs: Int,
        name: String? = nil
    ) -> [String] {
        let name = name ?? fresh(operatorName.lowercased())
        let names = (0..<outputs).map { $0 == 0 ? name : "\(name).\($0)" }
        graph.nodes.append(
            Node(name: name, operatorName: operatorName, inputs: inputs, outputs: names, attributes: attributes))
        return names
    }

    /// A name that no value has yet.
    private mutating func fresh(_ stem: String) -> String {
        counts[stem, default: 0] += 1
        return "\(stem)\(counts[stem, default: 0])"
    }

    private static func dimensions(_ extents: [Int]) -> [ValueDescription.Dimension] {
        extents.map { $0 < 0 ? .free("N") : .fixed($0) }
    }
}
