import Foundation
import ONNX
import Store
import Tensors
public import Units

/// Heads as files: JSON holds all of one; `.npy` its weights; `.onnx`, or a model's folder, the network with it.
public enum HeadFile {
    /// What the JSON holds.
    private struct Contents: Codable {
        struct Class: Codable {
            var name: String
            var wnid: String?
        }
        var name: String
        var layer: String?
        var modelSHA256: String?
        var pooling: Pooling
        var loss: String?
        var classes: [Class]
        /// [K][U]
        var weights: [[Float]]
        /// [K]
        var bias: [Float]
    }

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
            try Data(json(head, reader.header).utf8).writeAtomically(to: path)
            return [path]
        case "npy":
            let bias = String(path.dropLast(4)) + ".bias.npy"
            try NumPyFile.write(try head.head.weights, to: path)
            try NumPyFile.write(Tensor(shape: [head.classes.count], values: try head.head.bias), to: bias)
            return [path, bias]
        case "onnx":
            try network(head, reader, model: model).data.writeAtomically(to: path)
            return [path]
        case "":
            return try writeFolder(head, reader, model: model, to: path)
        default:
            throw UnitAtlasError.request(
                "\(path): a head is written to a file that ends in .json, .npy or .onnx, or to a folder.")
        }
    }

    private static func json(_ head: AtlasHead, _ header: AtlasHeader) throws -> String {
        let whole = try head.head
        let contents = Contents(
            name: head.name, layer: header.layer, modelSHA256: header.modelSHA256, pooling: head.pooling,
            loss: nil, classes: head.classes.map { .init(name: $0.name, wnid: $0.wnid) },
            weights: head.classes.map { whole.row($0.id) },
            bias: whole.bias)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(contents), as: UTF8.self) + "\n"
    }

    /// The network up to the atlas's layer, with the head on it, and the model that it was.
    private static func network(
        _ head: AtlasHead, _ reader: AtlasReader, model: String?
    ) throws -> (data: Data, folder: ModelFolder) {
        let subject = try StoredSubject(reader.header, path: reader.path)
        guard subject.configuration.dilation == 0 else {
            throw UnitAtlasError.request(
                "\(reader.path) was indexed with --dilate, which changes strides inside the network; a network with the head"
                    + " can be written from an atlas without it. The head itself fits both: write it as .json.")
        }
        let folder = try ModelFolder(path: model ?? subject.configuration.model)
        guard try SHA256.hexadecimal(ofFile: folder.model) == reader.header.modelSHA256 else {
            throw UnitAtlasError.file(
                path: folder.model, reason: "it is not the network that the atlas was made with; name that with --model"
            )
        }
        var edit = try ModelEdit(path: folder.model)
        try edit.attachHead(
            to: reader.header.layer, weights: try head.head.weights, bias: try head.head.bias,
            maximum: head.pooling == .maximum)
        return (try edit.serialized(), folder)
    }

    private static func writeFolder(
        _ head: AtlasHead, _ reader: AtlasReader, model: String?, to path: String
    ) throws -> [String] {
        let (data, folder) = try network(head, reader, model: model)
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw UnitAtlasError.file(path: path, reason: "the folder cannot be made; check its permissions")
        }
        var written = [path + "/model.onnx", path + "/classes.csv"]
        try data.writeAtomically(to: written[0])
        let quoted = { (text: String) in "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        let rows = head.classes.map { "\($0.id),\($0.wnid ?? ""),\(quoted($0.name))\n" }
        try Data(("class_index,wnid,name\n" + rows.joined()).utf8).writeAtomically(to: written[1])
        if let preprocessing = folder.preprocessing {
            let name = URL(fileURLWithPath: preprocessing).lastPathComponent
            written.append(path + "/" + name)
            try TextFile.data(preprocessing).writeAtomically(to: written[2])
        }
        return written
    }

    /// Reads a head from `.json`, or from `.npy` weights [K, U], and stores it.
    ///
    /// - Parameters:
    ///   - bias: A `.npy` file [K] for `.npy` weights; without one the bias is zero.
    ///   - classes: A list of names for `.npy` weights; without one classes go by their numbers.
    /// - Throws: One sentence for a file of another form, for a head that does not fit the units, and for a name that is
    ///   taken.
    public static func read(
        _ path: String, bias: String? = nil, classes: String? = nil, pooling: Pooling = .average, into atlas: String,
        name: String, replacing: Bool
    ) throws {
        let reader = try AtlasReader(path: atlas)
        defer { reader.close() }
        let units = try reader.units().count
        let head: Head
        let records: [ClassRecord]
        var loss: String?
        if path.hasSuffix(".npy") {
            let weights = try NumPyFile.read(path: path)
            guard weights.shape.rank == 2 else {
                throw UnitAtlasError.file(path: path, reason: "weights are K×U, and it holds \(weights.shape)")
            }
            let offsets = try bias.map { try NumPyFile.read(path: $0) } ?? .zeros([weights.shape[0]])
            guard offsets.values.count == weights.shape[0] else {
                throw UnitAtlasError.file(
                    path: bias ?? path,
                    reason: "it holds \(offsets.shape), and the weights have \(weights.shape[0]) rows")
            }
            head = Head(weights: weights, bias: offsets.values, pooling: pooling, form: .poolThenLinear)
            records = try classes.map { try ClassList.read(path: $0) } ?? ClassList.numbered(weights.shape[0])
        } else {
            guard let contents = try? JSONDecoder().decode(Contents.self, from: try TextFile.data(path)),
                let width = contents.weights.first?.count, contents.weights.allSatisfy({ $0.count == width }),
                contents.bias.count == contents.weights.count
            else {
                throw UnitAtlasError.file(
                    path: path, reason: "it is no head: .npy weights, or the JSON that 'head export' writes, is needed")
            }
            head = Head(
                weights: Tensor(shape: [contents.bias.count, width], values: contents.weights.flatMap { $0 }),
                bias: contents.bias, pooling: contents.pooling, form: .poolThenLinear)
            records = contents.classes.enumerated().map {
                ClassRecord(id: ClassID($0.offset), name: $0.element.name, wnid: $0.element.wnid)
            }
            loss = contents.loss
        }
        guard head.unitCount == units else {
            throw UnitAtlasError.file(
                path: path, reason: "its head is on \(head.unitCount) units, and the atlas has \(units)")
        }
        guard records.count == head.classCount else {
            throw UnitAtlasError.file(
                path: classes ?? path, reason: "it names \(records.count) classes, and the head has \(head.classCount)")
        }
        let editor = try AtlasEditor(path: atlas)
        defer { editor.close() }
        try editor.save(
            StoredHead(
                name: name, head: head, loss: loss, configuration: try HeadConfiguration(source: path).json(),
                classes: records),
            replacing: replacing)
    }
}

extension Data {
    /// Writes to a temporary file, then renames it.
    func writeAtomically(to path: String) throws(UnitAtlasError) {
        do {
            try write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .file(path: path, reason: "it cannot be written; check the folder and the free space")
        }
    }
}
