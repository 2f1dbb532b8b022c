public import Tensors

/// A network as its file states it: nodes in topological order, with the constants they take.
public struct Graph: Sendable {
    public var name: String
    /// Version of the default operator set.
    public var opset: Int
    /// What a caller feeds, in the file's order; initializers that old files list among the inputs are left out.
    public var inputs: [ValueDescription]
    public var outputs: [ValueDescription]
    /// Every node comes after those whose outputs it takes.
    public var nodes: [Node]
    /// Constants by name.
    public var constants: [String: Constant]

    /// Takes the parts as given; `GraphReader` checks what comes from a file.
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
    /// As in the file; where the file leaves it empty, the name of the first output.
    public var name: String
    /// `Conv`, `Clip` ...; outside the default domain preceded by it, `com.microsoft.FusedConv`.
    public var operatorName: String
    /// Names of values; an empty one is an optional input left out.
    public var inputs: [String]
    public var outputs: [String]
    public var attributes: [String: Attribute]

    /// A node with the given parts.
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
    /// A kind that no operator here takes: a graph, a sparse tensor; the text names it.
    case unsupported(String)
}

/// A value known before the network runs.
public enum Constant: Sendable, Equatable {
    /// Weights; f16, bf16 and f64 in the file become float32 here.
    case float(Tensor)
    /// Shapes, axes, indices, booleans.
    case integer(shape: Shape, values: [Int])

    /// The extents of either kind.
    public var shape: Shape {
        switch self {
        case .float(let tensor): tensor.shape
        case .integer(let shape, _): shape
        }
    }
}

/// An input or output of the graph.
public struct ValueDescription: Sendable, Equatable {
    /// One axis: a number, or whatever the caller feeds (a batch, say), with its name where the file gives one.
    public enum Dimension: Sendable, Equatable {
        case fixed(Int)
        case free(String)
    }

    public var name: String
    /// nil where the file states no shape.
    public var dimensions: [Dimension]?

    /// A value of the given dimensions.
    public init(name: String, dimensions: [Dimension]?) {
        self.name = name
        self.dimensions = dimensions
    }
}
