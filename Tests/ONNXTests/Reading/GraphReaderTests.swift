import ONNX
import Tensors
import TestSupport
import Testing

@Suite struct GraphReaderTests {
    /// A network with every kind of attribute and constant that the builder writes.
    static func sample() -> GraphBuilder {
        var builder = GraphBuilder(name: "sample")
        let x = builder.input("x", [-1, 3, 8, 8])
        let conv = builder.conv(
            x, weights: .random([4, 3, 3, 3], seed: 1), bias: .random([4], seed: 2), pads: [0, 0, 1, 1],
            strides: [2, 2])
        let relu = builder.clip(conv, min: 0, max: 6)
        let pooled = builder.globalAveragePool(relu)
        let flat = builder.reshape(pooled, [0, -1])
        let logits = builder.gemm(flat, weights: .random([5, 4], seed: 3), bias: .random([5], seed: 4), name: "fc")
        builder.node(
            "Odd", [x], ["s": .string("säge"), "fs": .floats([1, 2.5]), "ss": .strings(["a", ""]), "f": .float(0.5)])
        builder.output(logits, [-1, 5])
        return builder
    }

    @Test func whatIsWrittenIsRead() throws {
        let builder = Self.sample()
        let graph = try GraphReader.read(bytes: builder.bytes)
        #expect(graph.name == "sample")
        #expect(graph.opset == 13)
        #expect(graph.nodes == builder.graph.nodes)
        #expect(graph.constants == builder.graph.constants)
        #expect(
            graph.inputs == [ValueDescription(name: "x", dimensions: [.free("N"), .fixed(3), .fixed(8), .fixed(8)])])
        #expect(graph.outputs == builder.graph.outputs)
    }

    @Test func nodesComeInTheOrderTheyCanRun() throws {
        var builder = Self.sample()
        let sorted = builder.graph.nodes
        builder.graph.nodes.reverse()
        let read = try GraphReader.read(bytes: builder.bytes).nodes
        #expect(Set(read.map(\.name)) == Set(sorted.map(\.name)))
        var made: Set<String> = ["x"]
        made.formUnion(builder.graph.constants.keys)
        for node in read {
            #expect(node.inputs.allSatisfy { $0.isEmpty || made.contains($0) }, "\(node.name)")
            made.formUnion(node.outputs)
        }
    }

    @Test func initializersAmongTheInputsAreNotFed() throws {
        var builder = GraphBuilder()
        let w = builder.constant(Tensor(shape: [1], values: [2]), name: "w")
        builder.output(builder.mul(builder.input("x", [1]), builder.input(w, [1])))
        #expect(try GraphReader.read(bytes: builder.bytes).inputs.map(\.name) == ["x"])
    }

    @Test func constantNodesBecomeConstants() throws {
        var builder = GraphBuilder()
        let x = builder.input("x", [2])
        let tensor = Tensor(shape: [2], values: [1, 2])
        builder.node("Constant", [], ["value": .constant(.float(tensor))], name: "a")
        builder.node("Constant", [], ["value_float": .float(3)], name: "b")
        builder.node("Constant", [], ["value_floats": .floats([4, 5])], name: "c")
        builder.node("Constant", [], ["value_int": .integer(6)], name: "d")
        builder.node("Constant", [], ["value_ints": .integers([7, 8])], name: "e")
        builder.output(builder.add(x, "a"))
        let graph = try GraphReader.read(bytes: builder.bytes)
        #expect(graph.nodes.map(\.operatorName) == ["Add"])
        #expect(graph.constants["a"] == .float(tensor))
        #expect(graph.constants["b"] == .float(Tensor(shape: [], values: [3])))
        #expect(graph.constants["c"] == .float(Tensor(shape: [2], values: [4, 5])))
        #expect(graph.constants["d"] == .integer(shape: [], values: [6]))
        #expect(graph.constants["e"] == .integer(shape: [2], values: [7, 8]))
    }

    @Test func namesAreArbitraryText() throws {
        var builder = GraphBuilder()
        let x = builder.input("入力\n'x'", [1])
        builder.output(builder.relu(x, name: "/层/ReLU 🦆"))
        let graph = try GraphReader.read(bytes: builder.bytes)
        #expect(graph.nodes.map(\.name) == ["/层/ReLU 🦆"])
        #expect(graph.nodes[0].inputs == ["入力\n'x'"])
    }

    @Test func aNamelessNodeIsCalledAfterItsOutput() throws {
        let graph = try GraphReader.read(bytes: RawModel.bytes())
        #expect(graph.nodes.map(\.name) == ["y"])
    }

    @Test func otherDomainsStandBeforeTheOperator() throws {
        var builder = GraphBuilder()
        builder.output(builder.node("com.microsoft.FusedConv", [builder.input("x", [1])]))
        #expect(try GraphReader.read(bytes: builder.bytes).nodes[0].operatorName == "com.microsoft.FusedConv")
    }
}
