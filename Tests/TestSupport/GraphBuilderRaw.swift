/// Pieces of a model file written by hand, for tests of what `GraphBuilder` would never write.
package enum RawModel {
    /// A model of one Identity node from `x` to `y`; `extra` adds to the graph.
    package static func bytes(
        opset: Int = 13, initializers: [[UInt8]] = [], extra: (inout ProtobufWriter) -> Void = { _ in }
    ) -> [UInt8] {
        var model = ProtobufWriter()
        model.integer(1, 8)
        model.message(7) { graph in
            graph.message(1) { node in
                node.text(1, "x")
                node.text(2, "y")
                node.text(4, "Identity")
            }
            for tensor in initializers { graph.bytes(5, tensor) }
            graph.message(11) { $0.text(1, "x") }
            graph.message(12) { $0.text(1, "y") }
            extra(&graph)
        }
        model.message(8) { $0.integer(2, opset) }
        return model.bytes
    }

    /// A tensor message: its dims, its type by number, and whatever `data` writes.
    package static func tensor(
        _ name: String, dims: [Int], type: Int, data: (inout ProtobufWriter) -> Void
    ) -> [UInt8] {
        var tensor = ProtobufWriter()
        for extent in dims { tensor.integer(1, extent) }
        tensor.integer(2, type)
        tensor.text(8, name)
        data(&tensor)
        return tensor.bytes
    }

    /// The three entries of external data.
    package static func external(
        location: String, offset: String? = nil, length: String? = nil, in tensor: inout ProtobufWriter
    ) {
        for (key, value) in [("location", location), ("offset", offset), ("length", length)] {
            guard let value else { continue }
            tensor.message(13) { entry in
                entry.text(1, key)
                entry.text(2, value)
            }
        }
        tensor.integer(14, 1)
    }
}
