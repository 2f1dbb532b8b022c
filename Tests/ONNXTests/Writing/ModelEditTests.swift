import Foundation
import Tensors
import TestSupport
import Testing

@testable import ONNX

/// A changed model, read again.
struct ModelEditTests {
    private let folder: TemporaryFolder
    private let path: String

    /// x -> conv (4 channels, stride 2) -> relu -> pool -> fc, 5 classes.
    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("model.onnx")
        var builder = GraphBuilder(name: "net")
        let x = builder.input("x", [-1, 3, 8, 8])
        let conv = builder.conv(
            x, weights: .random([4, 3, 3, 3], seed: 1), pads: [1, 1, 1, 1], strides: [2, 2], name: "conv")
        let relu = builder.relu(conv, name: "relu")
        let flat = builder.flatten(builder.globalAveragePool(relu))
        builder.output(builder.gemm(flat, weights: .random([5, 4], seed: 2), bias: .random([5], seed: 3), name: "fc"))
        try builder.write(to: URL(fileURLWithPath: path))
    }

    private func read(_ edit: ModelEdit) throws -> Graph { try GraphReader.read(bytes: [UInt8](edit.serialized())) }

    private func node(_ graph: Graph, giving value: String) throws -> Node {
        try #require(graph.nodes.first { $0.outputs.contains(value) })
    }

    @Test func whatIsNotChangedStays() throws {
        let graph = try read(try ModelEdit(path: path))
        let before = try GraphReader.read(path: path)
        #expect(graph.nodes == before.nodes)
        #expect(graph.constants == before.constants)
        #expect(graph.inputs == before.inputs)
    }

    @Test(arguments: [(false, "GlobalAveragePool"), (true, "GlobalMaxPool")])
    func aHeadInThePlaceOfTheRest(_ maximum: Bool, _ pool: String) throws {
        let weights = Tensor.random([2, 4], seed: 7)
        var edit = try ModelEdit(path: path)
        try edit.attachHead(to: "relu", weights: weights, bias: [0.5, -1], maximum: maximum)
        let graph = try read(edit)
        #expect(graph.nodes.map(\.operatorName) == ["Conv", "Relu", pool, "Flatten", "Gemm"])
        let gemm = try #require(graph.nodes.last)
        #expect(graph.outputs.map(\.name) == gemm.outputs)
        #expect(graph.outputs[0].dimensions == [.free("N"), .fixed(2)])
        #expect(graph.constants[gemm.inputs[1]] == .float(weights))
        #expect(graph.constants[gemm.inputs[2]] == .float(Tensor(shape: [2], values: [0.5, -1])))
        #expect(graph.constants.count == 3, "the weights of the old head are gone")
        #expect(try graph.folded(inputs: ["x": [3, 3, 8, 8]]).shapes[gemm.outputs[0]] == [3, 2])
    }

    /// A name that the network has already is not given twice.
    @Test func namesDoNotClash() throws {
        var builder = GraphBuilder()
        let x = builder.input("x", [1, 2, 4, 4])
        builder.output(builder.relu(builder.relu(x, name: "pooled"), name: "logits"))
        try builder.write(to: URL(fileURLWithPath: path))
        var edit = try ModelEdit(path: path)
        try edit.attachHead(to: "logits", weights: .random([3, 2], seed: 1), bias: [0, 0, 0], maximum: false)
        let outputs = try read(edit).nodes.flatMap(\.outputs)
        #expect(Set(outputs).count == outputs.count)
        #expect(outputs.prefix(2) == ["pooled", "logits"])
    }

    /// A head keeps what the file says about itself, and drops what it says about values that are gone.
    @Test func descriptionsOfTheFileStay() throws {
        let bytes = RawModel.bytes(graph: { graph in
            graph.text(10, "a doc string")
            graph.message(13) { $0.text(1, "y") }
            graph.message(14) { $0.text(1, "y") }
            graph.message(16) { $0.text(1, "a key") }
        })
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var edit = try ModelEdit(path: path)
        #expect(try ModelProto(edit.serialized()).graph?.valueInfo.count == 1)
        try edit.setWindow(WindowChange(output: "y", input: "x", strides: [1, 1], dilations: [], pads: []))
        var graph = try #require(try ModelProto(edit.serialized()).graph)
        #expect(graph.valueInfo.isEmpty)
        #expect(graph.quantizationAnnotation.count == 1)

        edit = try ModelEdit(path: path)
        edit.cut(after: "y")
        graph = try #require(try ModelProto(edit.serialized()).graph)
        #expect(graph.valueInfo.isEmpty)
        #expect(graph.quantizationAnnotation.isEmpty)
        var kept = WireWriter()
        kept.text(10, "a doc string")
        kept.message(16) { $0.text(1, "a key") }
        #expect(graph.unknown == kept.data)
    }

    /// An input and an output that are left out are not one value: the first Dropout does not produce what Clip lacks.
    @Test func omittedNamesAreNoValues() throws {
        var builder = GraphBuilder()
        let x = builder.input("x", [1, 2, 4, 4])
        builder.graph.nodes.append(
            Node(name: "extra", operatorName: "Dropout", inputs: [x], outputs: ["unused", ""], attributes: [:]))
        builder.output(builder.clip(x, max: 6, name: "clip"))
        builder.output("unused")
        try builder.write(to: URL(fileURLWithPath: path))
        var edit = try ModelEdit(path: path)
        edit.cut(after: "clip")
        #expect(try ModelProto(edit.serialized()).graph?.node.map(\.opType) == ["Clip"])
    }

    @Test func aWindowWithoutAnInput() throws {
        var builder = GraphBuilder()
        let x = builder.input("x", [1])
        builder.node("Constant", [], ["value_float": .float(3)], name: "constant")
        builder.output(builder.add(x, "constant"))
        try builder.write(to: URL(fileURLWithPath: path))
        var edit = try ModelEdit(path: path)
        let change = WindowChange(output: "constant", input: "x", strides: [1, 1], dilations: [], pads: [])
        let error = try #require(throws: GraphError.self) { try edit.setWindow(change) }
        guard case .malformed(path, let place, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(place.contains("constant"))
    }

    @Test func silencedUnits() throws {
        var edit = try ModelEdit(path: path)
        try edit.silence([1, 3], of: "relu", count: 4)
        let graph = try read(edit)
        #expect(graph.nodes.map(\.operatorName) == ["Conv", "Relu", "Mul", "GlobalAveragePool", "Flatten", "Gemm"])
        let mul = graph.nodes[2]
        #expect(mul.inputs[0] == "relu")
        #expect(graph.constants[mul.inputs[1]] == .float(Tensor(shape: [1, 4, 1, 1], values: [1, 0, 1, 0])))
        #expect(graph.nodes[3].inputs == mul.outputs)
    }

    @Test func anotherWindow() throws {
        var edit = try ModelEdit(path: path)
        try edit.setWindow(
            WindowChange(output: "conv", input: "x", strides: [1, 1], dilations: [2, 2], pads: [2, 2, 2, 2]))
        let conv = try node(try read(edit), giving: "conv")
        #expect(conv.attributes["strides"] == .integers([1, 1]))
        #expect(conv.attributes["dilations"] == .integers([2, 2]))
        #expect(conv.attributes["pads"] == .integers([2, 2, 2, 2]))
        #expect(conv.attributes["kernel_shape"] == .integers([3, 3]), "what is not named stays")
        #expect(try read(edit).folded(inputs: ["x": [1, 3, 8, 8]]).shapes["conv"] == [1, 4, 8, 8])
    }

    @Test func aLayerThatIsNotThere() throws {
        var edit = try ModelEdit(path: path)
        let error = try #require(throws: GraphError.self) { try edit.silence([0], of: "nowhere", count: 4) }
        guard case .malformed(path, let place, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(place.contains("nowhere"))
    }

    @Test func noModel() throws {
        let missing = folder.file("missing.onnx")
        let error = try #require(throws: GraphError.self) { try ModelEdit(path: missing) }
        guard case .unreadable(missing, _) = error else {
            Issue.record("\(error)")
            return
        }
    }
}
