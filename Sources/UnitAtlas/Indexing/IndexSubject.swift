import Foundation
import Images
import Inference
import Store
import Tensors

/// What an atlas on disk says of itself.
struct StoredSubject {
    let header: AtlasHeader
    let configuration: IndexConfiguration
    let preprocessing: Preprocessing

    /// nil when there is no file at `path` yet.
    static func read(_ path: String) throws -> StoredSubject? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        return try StoredSubject(reader.header, path: path)
    }

    init(_ header: AtlasHeader, path: String) throws {
        self.header = header
        let decoder = JSONDecoder()
        do {
            configuration = try decoder.decode(IndexConfiguration.self, from: Data(header.configuration.utf8))
            preprocessing = try decoder.decode(Preprocessing.self, from: Data(header.preprocessing.utf8))
        } catch {
            throw UnitAtlasError.file(
                path: path, reason: "its configuration cannot be read; it was made by another version of this program")
        }
    }
}

/// Network and configuration of an index run: what the user asked for, filled up with what the atlas holds.
struct IndexSubject {
    let model: ClassifierModel
    let configuration: IndexConfiguration

    init(_ request: IndexRequest, stored: StoredSubject?) throws {
        let last = stored?.configuration
        guard let modelPath = request.model ?? last?.model else {
            throw UnitAtlasError.request(
                "\(request.atlas) is a new atlas: say with --model which network to look into.")
        }
        guard let images = request.images ?? last?.images else {
            throw UnitAtlasError.request("\(request.atlas) is a new atlas: say with --images which images to index.")
        }
        let preprocessing = request.preprocessing ?? stored.map { .stored($0.preprocessing) }
        model = try ClassifierModel(
            path: modelPath, layer: request.layer ?? stored?.header.layer, preprocessing: preprocessing,
            classes: request.classes, dilation: request.dilation ?? last?.dilation ?? 0)
        func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
        configuration = IndexConfiguration(
            top: request.top ?? last?.top ?? 16, precision: request.precision ?? last?.precision ?? .f32,
            decoding: request.decoding ?? last?.decoding ?? DecodingOptions(),
            model: absolute(modelPath), images: absolute(images),
            labels: (request.labels ?? last?.labels).map(absolute), receptiveField: model.classifier.receptiveField,
            dilation: model.classifier.dilation)
    }

    func header() throws -> AtlasHeader {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func json(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        let name = URL(fileURLWithPath: model.path)
        return AtlasHeader(
            modelName: name.lastPathComponent == "model.onnx"
                ? name.deletingLastPathComponent().lastPathComponent : name.deletingPathExtension().lastPathComponent,
            modelSHA256: try SHA256.hexadecimal(ofFile: model.path), layer: model.classifier.layer,
            mapHeight: model.classifier.mapHeight, mapWidth: model.classifier.mapWidth,
            inputHeight: model.inputHeight, inputWidth: model.inputWidth,
            preprocessing: try json(model.preprocessing), configuration: try json(configuration),
            toolVersion: Indexer.toolVersion, createdAt: ISO8601DateFormatter().string(from: Date()))
    }
}
