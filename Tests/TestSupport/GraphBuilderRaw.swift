package import ONNX

/// Pieces of a model file written by hand, for tests of what `GraphBuilder` would never write.
package enum RawModel {
    /// A model of one Identity node from `x` to `y`; `extra` adds to the node, and `graph` to the graph.
    package static func bytes(
        opset: Int = 13, extra: (inout WireWriter) -> Void = { _ in }, graph add: (inout WireWriter) -> Void = { _ in }
    ) -> [UInt8] {
        var model = WireWriter()
        model.integer(1, 8)
        model.message(7) { graph in
            graph.message(1) { node in
                node.text(1, "x")
                node.text(2, "y")
                node.text(4, "Identity")
                extra(&node)
            }
            graph.message(11) { $0.text(1, "x") }
            graph.message(12) { $0.text(1, "y") }
            add(&graph)
        }
        model.message(8) { $0.integer(2, opset) }
        return [UInt8](model.data)
    }
}
