import Foundation
import TestSupport
import Testing

@testable import ONNX

/// What the messages of a file keep, and how they are written.
struct WireMessageTests {
    /// Repeated numbers may be packed or not, whatever the schema says.
    @Test func listsArePackedOrNot() throws {
        var loose = WireWriter()
        var packed = WireWriter()
        for value in [3, -1, 300] { loose.integer(1, value) }
        packed.packed(1, integers: [3, -1, 300])
        for value in [Float(0.5), -2] { loose.float(4, value) }
        packed.packed(4, floats: [0.5, -2])
        for data in [loose.data, packed.data] {
            let tensor = try TensorProto(data)
            #expect(tensor.dims == [3, -1, 300])
            #expect(tensor.floatData == [0.5, -2])
        }
    }

    /// The last of several values counts; messages are merged, and lists grow.
    @Test func repeatedFieldsAreMerged() throws {
        var writer = WireWriter()
        writer.text(2, "first")
        writer.message(1) { $0.text(4, "Relu") }
        writer.text(2, "second")
        writer.message(1) { $0.text(4, "Add") }
        let graph = try GraphProto(writer.data)
        #expect(graph.name == "second")
        #expect(graph.node.map(\.opType) == ["Relu", "Add"])

        var type = WireWriter()
        type.message(1) { $0.integer(1, 1) }
        type.message(1) { $0.message(2) { $0.message(1) { $0.integer(1, 224) } } }
        let tensor = try #require(try TypeProto(type.data).tensorType)
        #expect(tensor.elemType == 1)
        #expect(tensor.shape?.dim.map(\.dimValue) == [224])
    }

    /// A field of an unknown number or of another type than the schema's is kept as it was encoded.
    @Test func unknownFieldsAreKept() throws {
        var unknown = WireWriter()
        unknown.text(99, "x")
        unknown.float(3, 1.5)
        unknown.integer(10, 7)
        unknown.message(6) { $0.text(2, "a doc string") }
        var known = WireWriter()
        known.text(1, "x")
        known.text(4, "Relu")
        let node = try NodeProto(known.data + unknown.data)
        #expect(node.input == ["x"])
        #expect(node.unknown == unknown.data)
        #expect(node.encoded() == known.data + unknown.data)
    }

    /// What is written is read as it was, over many messages with any of their fields.
    @Test func roundTrips() throws {
        var random = SeededGenerator(seed: 17)
        for _ in 0..<300 {
            let node = Self.node(&random)
            let encoded = node.encoded()
            let again = try NodeProto(encoded)
            #expect(again.encoded() == encoded)
            #expect(again.input == node.input && again.opType == node.opType && again.unknown == node.unknown)
            for (old, new) in zip(node.attribute, again.attribute) {
                #expect(old.name == new.name && old.i == new.i && old.s == new.s && old.type == new.type)
                #expect(old.floats == new.floats && old.ints == new.ints && old.strings == new.strings)
                #expect(old.t?.floatData == new.t?.floatData && old.t?.int64Data == new.t?.int64Data)
                #expect(old.t?.doubleData == new.t?.doubleData && old.t?.uint64Data == new.t?.uint64Data)
                #expect(old.t?.int32Data == new.t?.int32Data && old.t?.rawData == new.t?.rawData)
            }
            #expect(node.attribute.count == again.attribute.count)
        }
    }

    /// Every beginning of a model gives an error or a message, and only the whole gives the whole.
    @Test func truncatedModels() throws {
        let bytes = GraphReaderTests.sample().bytes
        for count in 0..<bytes.count {
            #expect(throws: GraphError.self, "\(count) bytes") { try GraphReader.read(bytes: Array(bytes[..<count])) }
        }
    }

    private static func node(_ random: inout SeededGenerator) -> NodeProto {
        func text() -> String { String("añb→c😀".prefix(Int.random(in: 0...6, using: &random))) }
        func number() -> Int64 { Int64(bitPattern: random.next()) >> Int.random(in: 0..<63, using: &random) }
        func list<Value>(_ value: () -> Value) -> [Value] {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in value() }
        }
        var node = NodeProto()
        node.input = list(text)
        node.opType = Bool.random(using: &random) ? text() : nil
        node.attribute = list {
            var attribute = AttributeProto()
            attribute.name = text()
            attribute.i = Bool.random(using: &random) ? number() : nil
            attribute.s = Bool.random(using: &random) ? Data(text().utf8) : nil
            attribute.floats = list { Float(number()) }
            attribute.ints = list(number)
            attribute.strings = list { Data(text().utf8) }
            attribute.type = Int32(truncatingIfNeeded: number())
            var tensor = TensorProto()
            tensor.floatData = list { Float(number()) }
            tensor.int32Data = list { Int32(truncatingIfNeeded: number()) }
            tensor.int64Data = list(number)
            tensor.uint64Data = list { UInt64(bitPattern: number()) }
            tensor.doubleData = list { Double(number()) }
            tensor.rawData = Bool.random(using: &random) ? Data(text().utf8) : nil
            attribute.t = Bool.random(using: &random) ? tensor : nil
            return attribute
        }
        var unknown = WireWriter()
        for _ in 0..<Int.random(in: 0...2, using: &random) { unknown.integer(40, Int(number())) }
        node.unknown = unknown.data
        return node
    }
}
