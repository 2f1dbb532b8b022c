import Foundation
import ImageCollections
import Inference
import ONNX
import Reporting
import Store
import Tensors
import Units

extension Atlas {
    /// Writes a head to a file. The extension of `path` chooses the format: `.json` holds all of the head, `.npy` its weights,
    /// `.onnx` the network that ends in it; a path without an extension becomes a model's folder.
    ///
    /// - Parameters:
    ///   - name: The head; nil is the network's own.
    ///   - model: The model's path, if it moved since indexing; for `.onnx` and folders.
    /// - Returns: The paths written.
    public func exportHead(_ name: String? = nil, to path: String, model: String? = nil) throws -> [String] {
        try HeadFile.write(self, head: try head(name), to: path, model: model)
    }
}

/// Heads as files.
enum HeadFile {
    static func write(_ atlas: Atlas, head: AtlasHead, to path: String, model: String?) throws -> [String] {
        guard head.form == .poolThenLinear else {
            throw UnitAtlasError.head(.notLinear(name: head.name))
        }
        switch URL(fileURLWithPath: path).pathExtension {
        case "json":
            try OutputFile.write(Data(HeadContents(head, atlas.header).json().utf8), to: path)
            return [path]
        case "npy":
            let bias = String(path.dropLast(4)) + ".bias.npy"
            try NumPyFile.write(try head.head.weights, to: path)
            try NumPyFile.write(Tensor(shape: [head.classes.count], values: try head.head.bias), to: bias)
            return [path, bias]
        case "onnx":
            try OutputFile.write(network(head, atlas, model: model).data, to: path)
            return [path]
        case "":
            return try writeFolder(head, atlas, model: model, to: path)
        default:
            throw UnitAtlasError.head(.unknownFormat(path: path))
        }
    }

    /// The network up to the atlas's layer, with the head on it, and the model that it was.
    private static func network(
        _ head: AtlasHead, _ atlas: Atlas, model: String?
    ) throws -> (data: Data, folder: ModelFolder) {
        guard !atlas.settings.isImported else {
            throw UnitAtlasError.atlas(path: atlas.path, .noNetwork(.export))
        }
        let folder = try atlas.modelFile(model)
        var edit = try ModelEdit(path: folder.model)
        if atlas.settings.dilation > 0 {
            // Strides that are dilations in the atlas have to be so in the file.
            let found = try atlas.classifierModel(folder.model)
            for change in try found.network.windowChanges(
                for: found.classifier, channels: found.channels, height: found.inputHeight, width: found.inputWidth)
            { try edit.setWindow(change) }
        }
        try edit.attachHead(
            to: atlas.header.layer, weights: try head.head.weights, bias: try head.head.bias,
            maximum: head.pooling == .maximum)
        return (try edit.serialized(), folder)
    }

    private static func writeFolder(
        _ head: AtlasHead, _ atlas: Atlas, model: String?, to path: String
    ) throws -> [String] {
        let (data, folder) = try network(head, atlas, model: model)
        try OutputFile.prepare(folder: path)
        var written = [path + "/model.onnx", path + "/classes.csv"]
        try OutputFile.write(data, to: written[0])
        let quoted = { (text: String) in "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        let rows = head.classes.map { "\($0.id),\($0.wnid ?? ""),\(quoted($0.name))\n" }
        try OutputFile.write(Data(("class_index,wnid,name\n" + rows.joined()).utf8), to: written[1])
        if let preprocessing = folder.preprocessing {
            let name = URL(fileURLWithPath: preprocessing).lastPathComponent
            written.append(path + "/" + name)
            try OutputFile.write(try TextFile.data(preprocessing), to: written[2])
        }
        return written
    }
}
