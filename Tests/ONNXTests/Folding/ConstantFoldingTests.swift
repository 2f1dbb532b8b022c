import ONNX
import Tensors
import TestSupport
import Testing

/// Arithmetic on constants and shapes is done before the network runs; values are counted by hand.
struct ConstantFoldingTests {
    /// The constant that a node on constants comes to.
    private func folded(
        _ name: String, _ inputs: [Constant], _ attributes: [String: ONNX.Attribute] = [:], outputs: Int = 1
    ) throws -> [Constant?] {
        var builder = GraphBuilder(opset: 13)
        builder.output(builder.relu(builder.input("x", [1])))
        let names = inputs.indices.map { "c\($0)" }
        for (name, value) in zip(names, inputs) { builder.graph.constants[name] = value }
        let results = (0..<outputs).map { "y\($0)" }
        builder.graph.nodes.append(
            Node(name: "node", operatorName: name, inputs: names, outputs: results, attributes: attributes))
        let graph = try builder.graph.folded(inputs: ["x": [1]]).graph
        #expect(graph.nodes.count == 1 + (graph.constants["y0"] == nil ? 1 : 0))
        return results.map { graph.constants[$0] }
    }

    private func integers(_ values: [Int], _ shape: [Int]? = nil) -> Constant {
        .integer(shape: Shape(shape ?? [values.count]), values: values)
    }

    private func floats(_ values: [Float], _ shape: [Int]? = nil) -> Constant {
        .float(Tensor(shape: Shape(shape ?? [values.count]), values: values))
    }

    @Test func integerArithmetic() throws {
        let (a, b) = (integers([7, -7, 6]), integers([2, 2, -4]))
        #expect(try folded("Add", [a, b]) == [integers([9, -5, 2])])
        #expect(try folded("Sub", [a, b]) == [integers([5, -9, 10])])
        #expect(try folded("Mul", [a, b]) == [integers([14, -14, -24])])
        #expect(try folded("Div", [a, b]) == [integers([3, -3, -1])], "C division truncates")
        #expect(try folded("Mod", [a, b]) == [integers([1, 1, -2])], "the sign of the divisor")
        #expect(try folded("Max", [a, b]) == [integers([7, 2, 6])])
        #expect(try folded("Min", [a, b]) == [integers([2, -7, -4])])
        #expect(
            try folded("Add", [integers([1, 2], [2, 1]), integers([10, 20])]) == [integers([11, 21, 12, 22], [2, 2])])
    }

    /// Whole numbers that float32 and float64 cannot hold stay exact.
    @Test func integersOfOneArgument() throws {
        let large = 1 << 62 + 1
        let values = integers([large, -large, 0, 16_777_217])
        #expect(try folded("Neg", [values]) == [integers([-large, large, 0, -16_777_217])])
        #expect(try folded("Abs", [values]) == [integers([large, large, 0, 16_777_217])])
        #expect(try folded("Floor", [values]) == [values])
        #expect(try folded("Ceil", [integers([Int.max, Int.min])]) == [integers([Int.max, Int.min])])
    }

    @Test func floatArithmetic() throws {
        let (a, b) = (floats([1, 4]), floats([2, 0.5]))
        #expect(try folded("Add", [a, b]) == [floats([3, 4.5])])
        #expect(try folded("Div", [a, b]) == [floats([0.5, 8])])
        #expect(try folded("Pow", [a, b]) == [floats([1, 2])])
        #expect(try folded("Greater", [a, b]) == [integers([0, 1])])
        #expect(try folded("Equal", [a, a]) == [integers([1, 1])])
    }

    @Test func reductions() throws {
        let values = integers([1, 2, 3, 4, 5, 6], [2, 3])
        #expect(
            try folded("ReduceProd", [values], ["axes": .integers([1]), "keepdims": .integer(0)]) == [
                integers([6, 120])
            ])
        #expect(try folded("ReduceMax", [values], ["axes": .integers([0])]) == [integers([4, 5, 6], [1, 3])])
        #expect(try folded("ReduceMin", [values], ["keepdims": .integer(0)]) == [integers([1], [])])
    }

    @Test func movedElements() throws {
        let values = integers([0, 1, 2, 3, 4, 5], [2, 3])
        #expect(try folded("Transpose", [values]) == [integers([0, 3, 1, 4, 2, 5], [3, 2])])
        #expect(try folded("Reshape", [values, integers([3, -1])]) == [integers([0, 1, 2, 3, 4, 5], [3, 2])])
        #expect(
            try folded("Slice", [values, integers([-1]), integers([-9]), integers([1]), integers([-2])])
                == [integers([2, 0, 5, 3], [2, 2])])
        #expect(
            try folded("Gather", [values, integers([-1, 0])], ["axis": .integer(1)]) == [
                integers([2, 0, 5, 3], [2, 2])
            ])
        #expect(
            try folded("Concat", [values, integers([9, 8], [2, 1])], ["axis": .integer(1)])
                == [integers([0, 1, 2, 9, 3, 4, 5, 8], [2, 4])])
        #expect(
            try folded("Expand", [integers([1, 2], [2, 1]), integers([2, 2])]) == [integers([1, 1, 2, 2], [2, 2])])
        #expect(
            try folded("Split", [values], ["axis": .integer(1)], outputs: 2)
                == [integers([0, 1, 3, 4], [2, 2]), integers([2, 5], [2, 1])])
    }

    @Test func valuesOfSizes() throws {
        #expect(
            try folded("Range", [integers([3], []), integers([11], []), integers([3], [])]) == [integers([3, 6, 9])])
        #expect(
            try folded("ConstantOfShape", [integers([2, 2])], ["value": .constant(integers([7]))])
                == [integers([7, 7, 7, 7], [2, 2])])
        #expect(try folded("ConstantOfShape", [integers([2])]) == [floats([0, 0])])
    }

    /// What exporters write to flatten: Shape, Gather, Unsqueeze, Concat, Reshape.
    @Test func anExportersFlatten() throws {
        var builder = GraphBuilder(opset: 13)
        let x = builder.input("x", [-1, 5, 2, 3])
        let shape = builder.node("Shape", [x])
        let batch = builder.node("Gather", [shape, builder.scalar(0)], ["axis": .integer(0)])
        let list = builder.node("Unsqueeze", [batch, builder.constant([0])])
        let target = builder.concat([list, builder.constant([-1])], axis: 0)
        builder.output(builder.node("Reshape", [x, target], name: "flat"))
        let (graph, shapes) = try builder.graph.folded(inputs: ["x": [4, 5, 2, 3]])
        #expect(graph.nodes.map(\.name) == ["flat"])
        #expect(shapes["flat"] == [4, 30])
        #expect(graph.constants[target] == integers([4, -1]))
    }

    @Test func whatCannotBeComputedIsRefused() throws {
        for (name, inputs) in [
            ("Add", [integers([Int.max]), integers([1])]), ("Div", [integers([1]), integers([0])]),
            ("Neg", [integers([Int.min])]), ("Abs", [integers([Int.min])]),
            ("Gather", [integers([1, 2]), integers([2])]), ("Expand", [integers([1]), integers([1 << 30])]),
        ] {
            let error = try #require(throws: GraphError.self) { try folded(name, inputs) }
            guard case .node("node", name, _) = error else {
                Issue.record("\(error)")
                continue
            }
        }
    }
}
