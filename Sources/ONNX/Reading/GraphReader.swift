import Foundation
import SwiftProtobuf

/// Reads ONNX files.
///
/// Supported are IR versions from 3, operator sets 7 to 25, float32, float16, bfloat16 and float64 weights (all become
/// float32), integers and booleans (all become `Int`), in the file or in files beside it. Source: the ONNX
/// specification, docs/IR.md and onnx.proto.
public enum GraphReader {
    /// Versions of the default operator set that this program knows.
    public static let opsets = 7...25

    /// The graph in the file at `path`; memory stays under about twice the file's size.
    ///
    /// - Throws: `GraphError`: whatever the file holds, one sentence that says what is wrong and where.
    public static func read(path: String) throws(GraphError) -> Graph {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var model = try decode(ModelFile.map(path), path: path)
        return try graph(&model, path: path, folder: folder)
    }

    /// The graph in `bytes`.
    ///
    /// - Parameters:
    ///   - path: what messages call the model.
    ///   - folder: where files with external data may lie; nil refuses them.
    public static func read(
        bytes: [UInt8], path: String = "in memory", folder: String? = nil
    ) throws(GraphError) -> Graph {
        var model = try decode(Data(bytes), path: path)
        return try graph(&model, path: path, folder: folder)
    }

    /// The messages of the file; the file's own bytes are no longer needed once this is done.
    private static func decode(_ data: Data, path: String) throws(GraphError) -> Onnx_ModelProto {
        if let foreign = FileKind.foreign(data) {
            throw .notONNX(path: path, found: foreign.found, advice: foreign.advice)
        }
        try WireScan.check(data, path: path)
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        do {
            return try Onnx_ModelProto(serializedBytes: data, options: options)
        } catch BinaryDecodingError.invalidUTF8 {
            throw .malformed(path: path, place: "the file", reason: "a name in it is not UTF-8; the file is damaged")
        } catch {
            throw .malformed(path: path, place: "the file", reason: "its fields do not decode; the file is damaged")
        }
    }

    private static func graph(
        _ model: inout Onnx_ModelProto, path: String, folder: String?
    ) throws(GraphError) -> Graph {
        let opset = try opset(model, path: path)
        var proto = model.graph
        model = Onnx_ModelProto()
        var assembly = GraphAssembly(path: path, folder: folder)
        return try assembly.graph(&proto, opset: opset)
    }

    private static func opset(_ model: Onnx_ModelProto, path: String) throws(GraphError) -> Int {
        let versions = model.opsetImport.filter { $0.domain.isEmpty || $0.domain == "ai.onnx" }.map(\.version)
        guard let version = versions.max() else {
            throw .malformed(path: path, place: "the file", reason: "it does not say which operator set it uses")
        }
        guard version >= Int64(opsets.lowerBound), version <= Int64(opsets.upperBound) else {
            throw .malformed(
                path: path, place: "the file",
                reason: "it uses operator set \(version), and this program knows \(opsets.lowerBound) to "
                    + "\(opsets.upperBound); convert it with onnx.version_converter, or export it again")
        }
        return Int(version)
    }
}
