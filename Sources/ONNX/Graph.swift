public import Tensors

/// A network as stored in its file: nodes in topological order, with their constants.
public struct Graph: Sendable {
    public var name: String
    /// Version of the default operator set.
    public var opset: Int
    /// The inputs in the file's order, without initializers, which old files list among the inputs.
    public var inputs: [ValueDescription]
    public var outputs: [ValueDescription]
    /// The nodes, each after those whose outputs it uses.
    public var nodes: [Node]
    /// Constants by name.
    public var constants: [String: Constant]

    /// Creates a graph from valid parts; `GraphReader` checks those of a file.
    public init(
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
public struct Node: Sendable, Equatable {
    /// The name in the file, or the name of the first output if it is empty.
    public var name: String
    /// The operator, such as `Conv`; outside the default domain with the domain, as in `com.microsoft.FusedConv`.
    public var operatorName: String
    /// The names of values; an empty name is an omitted optional input.
    public var inputs: [String]
    public var outputs: [String]
    public var attributes: [String: Attribute]

    /// Creates a node.
    public init(
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
public enum Attribute: Sendable, Equatable {
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
public enum Constant: Sendable, Equatable {
    /// Weights; f16, bf16 and f64 are converted to float32.
    case float(Tensor)
    /// Shapes, axes, indices or booleans.
    case integer(shape: Shape, values: [Int])

    /// The shape of the constant.
    public var shape: Shape {
        switch self {
        case .float(let tensor): tensor.shape
        case .integer(let shape, _): shape
        }
    }
}

/// An input or output of the graph.
public struct ValueDescription: Sendable, Equatable {
    /// One axis: a fixed number, or free (for example a batch), with its name if the file has one.
    public enum Dimension: Sendable, Equatable {
        case fixed(Int)
        case free(String)
    }

    public var name: String
    /// The dimensions; nil if the file has no shape.
    public var dimensions: [Dimension]?

    /// Creates a description of a value.
    public init(name: String, dimensions: [Dimension]?) {
        self.name = name
        self.dimensions = dimensions
    }
}
