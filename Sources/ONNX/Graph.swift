package import Tensors

/// A network as stored in its file: nodes in topological order, with their constants.
package struct Graph: Sendable {
    package var name: String
    /// Version of the default operator set.
    package var opset: Int
    /// The inputs in the file's order, without initializers, which old files list among the inputs.
    package var inputs: [ValueDescription]
    package var outputs: [ValueDescription]
    /// The nodes, each after those whose outputs it uses.
    package var nodes: [Node]
    /// Constants by name.
    package var constants: [String: Constant]

    /// Creates a graph from valid parts; `GraphReader` checks those of a file.
    package init(
        name: String, opset: Int, inputs: [ValueDescription], outputs: [ValueDescription], nodes: [Node],
        constants: [String: Constant]
    ) {
        self.name = name
        self.opset = opset
        self.inputs = inputs
        self.outputs = outputs
        self.nodes = nodes
        self.constants = constants
    }
}

/// One operation.
package struct Node: Sendable, Equatable {
    /// The name in the file, or the name of the first output if it is empty.
    package var name: String
    /// The operator, such as `Conv`; outside the default domain with the domain, as in `com.microsoft.FusedConv`.
    package var operatorName: String
    /// The names of values; an empty name is an omitted optional input.
    package var inputs: [String]
    package var outputs: [String]
    package var attributes: [String: Attribute]

    /// Creates a node.
    package init(
        name: String, operatorName: String, inputs: [String], outputs: [String], attributes: [String: Attribute] = [:]
    ) {
        self.name = name
        self.operatorName = operatorName
        self.inputs = inputs
        self.outputs = outputs
        self.attributes = attributes
    }
}

/// A node's attribute.
package enum Attribute: Sendable, Equatable {
    case integer(Int)
    case integers([Int])
    case float(Float)
    case floats([Float])
    case string(String)
    case strings([String])
    case constant(Constant)
    /// A kind that no supported operator uses, with its name: a graph, a sparse tensor.
    case unsupported(String)
}

/// A value known before the network runs.
package enum Constant: Sendable, Equatable {
    /// Weights; f16, bf16 and f64 are converted to float32.
    case float(Tensor)
    /// Shapes, axes, indices or booleans.
    case integer(shape: Shape, values: [Int])

    /// The shape of the constant.
    package var shape: Shape {
        switch self {
        case .float(let tensor): tensor.shape
        case .integer(let shape, _): shape
        }
    }
}

/// An input or output of the graph.
package struct ValueDescription: Sendable, Equatable {
    /// One axis: a fixed number, or free (for example a batch), with its name if the file has one.
    package enum Dimension: Sendable, Equatable {
        case fixed(Int)
        case free(String)
    }

    package var name: String
    /// The dimensions; nil if the file has no shape.
    package var dimensions: [Dimension]?

    /// Creates a description of a value.
    package init(name: String, dimensions: [Dimension]?) {
        self.name = name
        self.dimensions = dimensions
    }
}
