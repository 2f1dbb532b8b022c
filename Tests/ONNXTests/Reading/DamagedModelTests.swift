import Foundation
import ONNX
import TestSupport
import Testing

/// Where a damaged file breaks, by message and field.
struct DamagedModelTests {
    /// What the error of a model says; nil if there is none.
    private func damage(_ bytes: [UInt8]) -> (field: FieldPath, problem: WireError, byte: Int)? {
        do {
            _ = try GraphReader.read(bytes: bytes)
            return nil
        } catch {
            guard case .damaged(_, let field, let problem, let byte, bytes.count) = error else { return nil }
            return (field, problem, byte)
        }
    }

    private static let graph = FieldPath.Step(field: "graph")
    private static let node = FieldPath.Step(field: "node", index: 0)

    /// An attribute whose packed list ends within a number.
    @Test func anAttribute() throws {
        let bytes = RawModel.bytes { node in
            node.message(5) { $0.text(1, "strides") }
            node.message(5) { attribute in
                attribute.text(1, "kernel_shape")
                attribute.bytes(8, Data([0x03, 0x80]))
            }
        }
        let damage = try #require(self.damage(bytes))
        let attribute = FieldPath.Step(field: "attribute", index: 1, name: "kernel_shape")
        #expect(damage.field.steps == [Self.graph, Self.node, attribute, FieldPath.Step(field: "ints")])
        #expect(damage.problem == .truncatedNumber)
        #expect(bytes[..<damage.byte].suffix(2) == [0x03, 0x80])
        #expect("\(damage.field)" == "graph > node 0 > attribute 1 “kernel_shape” > ints")
    }

    @Test func textThatIsNotUTF8() throws {
        let bytes = RawModel.bytes { $0.bytes(3, Data([0x61, 0xFF])) }
        let damage = try #require(self.damage(bytes))
        #expect(damage.field.steps == [Self.graph, Self.node, FieldPath.Step(field: "name")])
        #expect(damage.problem == .notUTF8)
    }

    /// The shape of an input ends before its length says.
    @Test func aShape() throws {
        let bytes = RawModel.bytes(graph: { graph in
            graph.message(11) { value in
                value.text(1, "w")
                value.message(2) { $0.message(1) { $0.message(2) { $0.bytes(1, Data([0x12, 0x05, 0x4E])) } } }
            }
        })
        let damage = try #require(self.damage(bytes))
        #expect("\(damage.field)" == "graph > input 1 “w” > type > tensor_type > shape > dim 0 > dim_param")
        #expect(damage.problem == .truncated(expected: 5, found: 1))
    }

    /// A download that stopped within the graph.
    @Test func aTruncatedFile() throws {
        let bytes = RawModel.bytes()
        let damage = try #require(self.damage(Array(bytes[..<20])))
        #expect(damage.field.steps == [Self.graph])
        #expect(damage.problem == .truncated(expected: UInt64(bytes[3]), found: 16))
    }

    @Test func millionsOfEmptyMessages() throws {
        let nodes = Data((0..<1_000_001).flatMap { _ in [0x0A, 0x00] as [UInt8] })
        let damage = try #require(self.damage(RawModel.bytes(graph: { $0.fields(nodes) })))
        #expect(damage.problem == .tooManyFields(limit: 1_000_000))
    }

    @Test(arguments: [[0x12, 0x01, 0x61], [0x0A, 0x00], [0x08, 0x08, 0x78, 0x01]] as [[UInt8]])
    func filesWithoutAGraph(_ bytes: [UInt8]) throws {
        let error = try #require(throws: GraphError.self) { try GraphReader.read(bytes: bytes) }
        guard case .notONNX = error else {
            Issue.record("\(error)")
            return
        }
    }
}
