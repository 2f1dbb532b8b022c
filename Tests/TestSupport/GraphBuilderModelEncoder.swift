import Foundation
package import ONNX
import Tensors

/// A graph as the bytes of an ONNX file, with field numbers from the specification and not from the program's messages.
package enum ModelEncoder {
    package static func bytes(_ graph: Graph, irVersion: Int = 8) -> [UInt8] {
        var model = WireWriter()
        model.integer(1, irVersion)
        model.message(7) { $0.graph(graph) }
        model.message(8) { $0.integer(2, graph.opset) }
        return [UInt8](model.data)
    }
}

extension WireWriter {
    mutating func graph(_ graph: Graph) {
        for node in graph.nodes { message(1) { $0.node(node) } }
        text(2, graph.name)
        for (name, constant) in graph.constants.sorted(by: { $0.key < $1.key }) {
            message(5) { $0.tensor(constant, name: name) }
        }
        for input in graph.inputs { message(11) { $0.value(input) } }
        for output in graph.outputs { message(12) { $0.value(output) } }
    }

    mutating func node(_ node: Node) {
        for input in node.inputs { text(1, input) }
        for output in node.outputs { text(2, output) }
        text(3, node.name)
        let parts = node.operatorName.split(separator: ".")
        text(4, String(parts.last ?? ""))
        if parts.count > 1 { text(7, parts.dropLast().joined(separator: ".")) }
        for (name, attribute) in node.attributes.sorted(by: { $0.key < $1.key }) {
            message(5) { $0.attribute(attribute, name: name) }
        }
    }

    mutating func attribute(_ attribute: Attribute, name: String) {
        text(1, name)
        switch attribute {
        case .float(let value):
            float(2, value)
            integer(20, 1)
        case .integer(let value):
            integer(3, value)
            integer(20, 2)
        case .string(let value):
            text(4, value)
            integer(20, 3)
        case .constant(let value):
            message(5) { $0.tensor(value, name: "") }
            integer(20, 4)
        case .floats(let values):
            for value in values { float(7, value) }
            integer(20, 6)
        case .integers(let values):
            for value in values { integer(8, value) }
            integer(20, 7)
        case .strings(let values):
            for value in values { text(9, value) }
            integer(20, 8)
        case .unsupported:
            message(6) { _ in }
            integer(20, 5)
        }
    }

    /// A tensor as raw_data: float32 or int64.
    mutating func tensor(_ constant: Constant, name: String) {
        for extent in constant.shape.extents { integer(1, extent) }
        text(8, name)
        switch constant {
        case .float(let tensor):
            integer(2, 1)
            bytes(9, Self.raw(tensor.values.map(\.bitPattern)))
        case .integer(_, let values):
            integer(2, 7)
            bytes(9, Self.raw(values))
        }
    }

    mutating func value(_ value: ValueDescription) {
        text(1, value.name)
        message(2) { type in
            type.message(1) { tensor in
                tensor.integer(1, 1)
                guard let dimensions = value.dimensions else { return }
                tensor.message(2) { shape in
                    for dimension in dimensions {
                        shape.message(1) { axis in
                            switch dimension {
                            case .fixed(let size): axis.integer(1, size)
                            case .free(let name): axis.text(2, name)
                            }
                        }
                    }
                }
            }
        }
    }

    /// The numbers as little-endian bytes.
    private static func raw(_ values: [some FixedWidthInteger]) -> Data {
        Data(values.flatMap { value in (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } })
    }
}
