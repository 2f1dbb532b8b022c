import ONNX
import Tensors
import TestSupport
import Testing

/// The shape of each operator's output, counted by hand.
struct ShapeRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let inputs: [[Int]]
        var constants: [[Int]] = []
        var attributes: [String: ONNX.Attribute] = [:]
        var outputs = 1
        let expected: [[Int]]
        var testDescription: String { "\(name) \(inputs)" }

        init(
            _ name: String, _ inputs: [[Int]], constants: [[Int]] = [], _ attributes: [String: ONNX.Attribute] = [:],
            outputs: Int = 1, gives expected: [[Int]]
        ) {
            (self.name, self.inputs, self.constants) = (name, inputs, constants)
            (self.attributes, self.outputs, self.expected) = (attributes, outputs, expected)
        }

        /// The shapes of the outputs, by folding a graph of this one node.
        func shapes() throws -> [[Int]] {
            var builder = GraphBuilder(opset: 13)
            let values = inputs.enumerated().map { builder.input("x\($0.offset)", $0.element) }
            let lists = constants.map { builder.constant($0) }
            let names = (0..<outputs).map { "y\($0)" }
            builder.graph.nodes.append(
                Node(
                    name: "node", operatorName: name, inputs: values + lists, outputs: names, attributes: attributes))
            let given = Dictionary(zip(values, inputs.map { Shape($0) })) { first, _ in first }
            let shapes = try builder.graph.folded(inputs: given).shapes
            return try names.map { try #require(shapes[$0]).extents }
        }
    }

    private static let window: [String: ONNX.Attribute] = [
        "kernel_shape": .integers([3, 3]), "strides": .integers([2, 2]), "pads": .integers([1, 1, 1, 1]),
    ]

    static let cases: [Case] = [
        Case("Relu", [[2, 3, 4, 5]], gives: [[2, 3, 4, 5]]),
        Case("Softmax", [[2, 10]], gives: [[2, 10]]),
        Case("Add", [[2, 3, 4, 5], [3, 1, 1]], gives: [[2, 3, 4, 5]]),
        Case("Mul", [[4, 1], [1, 6]], gives: [[4, 6]]),
        Case("Sum", [[2, 1], [1, 3], [1]], gives: [[2, 3]]),
        Case("Where", [[2, 1], [3], [1, 1]], gives: [[2, 3]]),
        Case("Conv", [[1, 4, 9, 7], [6, 4, 3, 3]], gives: [[1, 6, 7, 5]]),
        Case("Conv", [[1, 4, 9, 7], [6, 2, 3, 3]], ["group": .integer(2)], gives: [[1, 6, 7, 5]]),
        Case(
            "Conv", [[1, 4, 9, 7], [4, 1, 3, 3]], ["group": .integer(4), "strides": .integers([2, 2])],
            gives: [[1, 4, 4, 3]]),
        Case("Conv", [[1, 4, 9, 9], [4, 4, 3, 3]], ["dilations": .integers([2, 2])], gives: [[1, 4, 5, 5]]),
        Case(
            "Conv", [[1, 4, 8, 8], [4, 4, 3, 3]], ["auto_pad": .string("SAME_UPPER"), "strides": .integers([2, 2])],
            gives: [[1, 4, 4, 4]]),
        Case("MaxPool", [[1, 4, 9, 8]], window, gives: [[1, 4, 5, 4]]),
        Case("MaxPool", [[1, 4, 9, 8]], window.merging(["ceil_mode": .integer(1)]) { $1 }, gives: [[1, 4, 5, 5]]),
        Case("AveragePool", [[1, 4, 7, 7]], ["kernel_shape": .integers([7, 7])], gives: [[1, 4, 1, 1]]),
        Case("GlobalAveragePool", [[2, 5, 7, 3]], gives: [[2, 5, 1, 1]]),
        Case("GlobalMaxPool", [[2, 5, 7, 3]], gives: [[2, 5, 1, 1]]),
        Case("ReduceMean", [[2, 5, 7, 3]], ["axes": .integers([2, 3]), "keepdims": .integer(0)], gives: [[2, 5]]),
        Case("ReduceMean", [[2, 5, 7, 3]], ["axes": .integers([-1])], gives: [[2, 5, 7, 1]]),
        Case("ReduceMean", [[2, 5]], gives: [[1, 1]]),
        Case("Gemm", [[2, 5], [5, 7]], gives: [[2, 7]]),
        Case("Gemm", [[2, 5], [7, 5]], ["transB": .integer(1)], gives: [[2, 7]]),
        Case("Gemm", [[5, 2], [5, 7]], ["transA": .integer(1)], gives: [[2, 7]]),
        Case("MatMul", [[2, 3, 4], [4, 5]], gives: [[2, 3, 5]]),
        Case("MatMul", [[3, 1, 2, 4], [6, 4, 5]], gives: [[3, 6, 2, 5]]),
        Case("MatMul", [[4], [4, 5]], gives: [[5]]),
        Case("Flatten", [[2, 3, 4, 5]], gives: [[2, 60]]),
        Case("Flatten", [[2, 3, 4, 5]], ["axis": .integer(0)], gives: [[1, 120]]),
        Case("Flatten", [[2, 3, 4, 5]], ["axis": .integer(-1)], gives: [[24, 5]]),
        Case("Concat", [[2, 3, 4], [2, 5, 4]], ["axis": .integer(1)], gives: [[2, 8, 4]]),
        Case("Concat", [[2, 3], [2, 3]], ["axis": .integer(-2)], gives: [[4, 3]]),
        Case("Transpose", [[2, 3, 4]], gives: [[4, 3, 2]]),
        Case("Transpose", [[2, 3, 4]], ["perm": .integers([0, 2, 1])], gives: [[2, 4, 3]]),
        Case("Reshape", [[2, 3, 4]], constants: [[0, -1]], gives: [[2, 12]]),
        Case("Reshape", [[2, 3, 4]], constants: [[-1]], gives: [[24]]),
        Case("Squeeze", [[1, 3, 1, 4]], gives: [[3, 4]]),
        Case("Squeeze", [[1, 3, 1, 4]], constants: [[-2]], gives: [[1, 3, 4]]),
        Case("Unsqueeze", [[3, 4]], constants: [[0, 3]], gives: [[1, 3, 4, 1]]),
        Case("Slice", [[8, 9]], constants: [[1, 2], [7, 100], [0, 1], [2, 3]], gives: [[3, 3]]),
        Case("Slice", [[8]], constants: [[-1], [-100], [0], [-1]], gives: [[8]]),
        Case("Split", [[2, 7]], ["axis": .integer(1)], outputs: 2, gives: [[2, 4], [2, 3]]),
        Case("Split", [[2, 7]], constants: [[1, 6]], ["axis": .integer(1)], outputs: 2, gives: [[2, 1], [2, 6]]),
        Case("Gather", [[5, 6], [2, 2]], ["axis": .integer(1)], gives: [[5, 2, 2]]),
        Case("Expand", [[3, 1]], constants: [[2, 1, 4]], gives: [[2, 3, 4]]),
        Case("Pad", [[1, 2, 5, 5]], constants: [[0, 0, 1, 2, 0, 0, 3, 4]], gives: [[1, 2, 9, 11]]),
    ]

    @Test(arguments: cases) func shapesByHand(_ entry: Case) throws {
        #expect(try entry.shapes() == entry.expected)
    }

    static let misfits: [Case] = [
        Case("Add", [[2, 3], [4]], gives: []),
        Case("Conv", [[1, 4, 9, 7], [6, 3, 3, 3]], gives: []),
        Case("Conv", [[1, 4, 2, 2], [6, 4, 3, 3]], gives: []),
        Case("Gemm", [[2, 5], [6, 7]], gives: []),
        Case("MatMul", [[2, 5], [6, 7]], gives: []),
        Case("Concat", [[2, 3], [3, 4]], ["axis": .integer(1)], gives: []),
        Case("Concat", [[2, 3], [2, 3]], ["axis": .integer(2)], gives: []),
        Case("Reshape", [[2, 3]], constants: [[4, 2]], gives: []),
        Case("Squeeze", [[2, 3]], constants: [[0]], gives: []),
        Case("Transpose", [[2, 3]], ["perm": .integers([0, 0])], gives: []),
        Case("Split", [[2, 7]], constants: [[1, 5]], ["axis": .integer(1)], outputs: 2, gives: []),
        Case(
            "MaxPool", [[1, 4, 9, 8]], ["strides": .integers([0, 1]), "kernel_shape": .integers([2, 2])], gives: []),
    ]

    /// What does not fit is refused with the node's name and operator.
    @Test(arguments: misfits) func misfitsNameTheNode(_ entry: Case) throws {
        let error = try #require(throws: GraphError.self) { try entry.shapes() }
        guard case .node("node", let name, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(name == entry.name)
    }

    @Test func unknownOperatorsAreListedTogether() throws {
        var builder = GraphBuilder()
        let x = builder.input("x", [1])
        builder.output(builder.node("Wobble", [builder.node("Fnord", [x])]))
        let error = try #require(throws: GraphError.self) { try builder.graph.folded(inputs: ["x": [1]]) }
        guard case .operators(let names) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(names.map { $0.prefix { $0 != " " } } == ["Fnord", "Wobble"])
    }

    @Test func aMissingInputIsNamed() throws {
        var builder = GraphBuilder()
        builder.output(builder.relu(builder.input("picture", [1])))
        let error = try #require(throws: GraphError.self) { try builder.graph.folded(inputs: [:]) }
        guard case .inputs(let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains("picture"))
    }
}
