import Foundation

/// Reads ONNX files.
///
/// IR versions from 3 and operator sets 7 to 25 are supported, with float32, float16, bfloat16 and float64 weights
/// (converted to float32), integers and booleans (converted to `Int`), in the file or in external files. Source: the ONNX
/// specification, docs/IR.md and onnx.proto.
package enum GraphReader {
    /// The supported versions of the default operator set.
    package static let opsets = 7...25

    /// Reads the graph in the file at `path`, with at most about twice the file's size of memory.
    ///
    /// - Throws: `GraphError` with the problem and its location.
    package static func read(path: String) throws(GraphError) -> Graph {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var model = try ModelDecoder.model(ModelFile.map(path), path: path)
        return try graph(&model, path: path, folder: folder)
    }

    /// Reads the graph in `bytes`.
    ///
    /// - Parameters:
    ///   - path: The name of the model in errors.
    ///   - folder: The folder of external data files; nil to refuse them.
    package static func read(
        bytes: [UInt8], path: String = "in memory", folder: String? = nil
    ) throws(GraphError) -> Graph {
        var model = try ModelDecoder.model(Data(bytes), path: path)
        return try graph(&model, path: path, folder: folder)
    }

    private static func graph(
        _ model: inout ModelProto, path: String, folder: String?
    ) throws(GraphError) -> Graph {
        let opset = try opset(model, path: path)
        var proto = model.graph ?? GraphProto()
        model = ModelProto()
        var assembly = GraphAssembly(path: path, folder: folder)
        return try assembly.graph(&proto, opset: opset)
    }

    private static func opset(_ model: ModelProto, path: String) throws(GraphError) -> Int {
        let versions = model.opsetImport.filter { ["", "ai.onnx"].contains($0.domain ?? "") }.map { $0.version ?? 0 }
        guard let version = versions.max() else {
            throw .malformed(path: path, place: "the file", reason: "it has no operator set version")
        }
        guard version >= Int64(opsets.lowerBound), version <= Int64(opsets.upperBound) else {
            throw .malformed(
                path: path, place: "the file",
                reason: "operator set \(version) is not supported (\(opsets.lowerBound) to \(opsets.upperBound) are); "
                    + "convert it with onnx.version_converter, or export it again")
        }
        return Int(version)
    }
}
