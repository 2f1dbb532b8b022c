import Annotations
import Foundation
import ImageCollections
import Inference
import ONNX
import Reporting
import Store
import Tensors
import Units

/// Heads as files: JSON holds all of one; `.npy` its weights; `.onnx`, or a model's folder, the network with it.
public enum HeadFile {
    /// Writes a head, in the form that the ending of `path` says; without an ending, a folder that is a model.
    ///
    /// - Parameter model: Where the network lies now, when not where it was; for `.onnx` and folders.
    /// - Returns: The paths written.
    public static func write(
        atlas: String, head name: String?, to path: String, model: String? = nil
    ) throws -> [String] {
        let reader = try AtlasReader(path: atlas)
        defer { reader.close() }
        let head = try AtlasHead(reader, named: name)
        guard head.form == .poolThenLinear else {
            throw UnitAtlasError.request(
                "The head “\(head.name)” is no linear layer on pooled activations (its average comes last), and cannot be"
                    + " written as one.")
        }
        switch URL(fileURLWithPath: path).pathExtension {
        case "json":
            try OutputFile.write(Data(HeadContents(head, reader.header).json().utf8), to: path)
            return [path]
        case "npy":
            let bias = String(path.dropLast(4)) + ".bias.npy"
            try NumPyFile.write(try head.head.weights, to: path)
            try NumPyFile.write(Tensor(shape: [head.classes.count], values: try head.head.bias), to: bias)
            return [path, bias]
        case "onnx":
            try OutputFile.write(network(head, reader, model: model).data, to: path)
            return [path]
        case "":
            return try writeFolder(head, reader, model: model, to: path)
        default:
            throw UnitAtlasError.request(
                "\(path): a head is written to a file that ends in .json, .npy or .onnx, or to a folder.")
        }
    }

    /// The network up to the atlas's layer, with the head on it, and the model that it was.
    private static func network(
        _ head: AtlasHead, _ reader: AtlasReader, model: String?
    ) throws -> (data: Data, folder: ModelFolder) {
        let subject = try StoredSubject(reader.header, path: reader.path)
        guard subject.configuration.imported != true else {
            throw UnitAtlasError.request(
                "\(reader.path) holds imported activations, and there is no network to end in the head: write .json or .npy."
            )
        }
        let folder = try ModelFolder(path: model ?? subject.configuration.model)
        guard try SHA256.hexadecimal(ofFile: folder.model) == reader.header.modelSHA256 else {
            throw UnitAtlasError.file(
                path: folder.model, reason: "it is not the network that the atlas was made with; name that with --model"
            )
        }
        var edit = try ModelEdit(path: folder.model)
        if subject.configuration.dilation > 0 {
            // Strides that are dilations in the atlas have to be so in the file.
            let found = try ClassifierModel(
                path: folder.model, layer: reader.header.layer, preprocessing: .stored(subject.preprocessing),
                dilation: subject.configuration.dilation)
            for change in try found.network.windowChanges(
                for: found.classifier, channels: found.channels, height: found.inputHeight, width: found.inputWidth)
            { try edit.setWindow(change) }
        }
        try edit.attachHead(
            to: reader.header.layer, weights: try head.head.weights, bias: try head.head.bias,
            maximum: head.pooling == .maximum)
        return (try edit.serialized(), folder)
    }

    private static func writeFolder(
        _ head: AtlasHead, _ reader: AtlasReader, model: String?, to path: String
    ) throws -> [String] {
        let (data, folder) = try network(head, reader, model: model)
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
