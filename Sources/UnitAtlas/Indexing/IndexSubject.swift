import Foundation
import ImageCollections
import Images
import Inference
import Reporting
import Store
import Tensors
import Units

/// What an atlas on disk says of itself.
struct StoredSubject {
    let header: AtlasHeader
    let configuration: IndexConfiguration
    let preprocessing: Preprocessing
    /// Of the native head; empty unless read from a file.
    private(set) var classes: [ClassRecord] = []

    /// nil when there is no atlas at `path` yet.
    static func read(_ path: String) throws -> StoredSubject? {
        guard AtlasReader.isThere(path) else { return nil }
        let reader: AtlasReader
        do {
            reader = try AtlasReader(path: path)
        } catch StoreError.olderSchema {
            // Opening it to write brings it up to date.
            try AtlasEditor(path: path).close()
            reader = try AtlasReader(path: path)
        }
        defer { reader.close() }
        var subject = try StoredSubject(reader.header, path: path)
        subject.classes = try reader.classes()
        return subject
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
    private let modelSHA256: String

    /// - Throws: `UnitAtlasError.differs` when the atlas was made with another model, layer, preprocessing or
    ///   configuration.
    init(_ request: IndexRequest, stored: StoredSubject?) throws {
        let last = stored?.configuration
        guard last?.imported != true else {
            throw UnitAtlasError.request(
                "\(request.atlas) holds imported activations, which no network here can add to: import all of them anew."
            )
        }
        guard let modelPath = request.model ?? last?.model else {
            throw UnitAtlasError.request(
                "\(request.atlas) is a new atlas: say with --model which network to look into.")
        }
        guard let images = request.images ?? last?.images else {
            throw UnitAtlasError.request("\(request.atlas) is a new atlas: say with --images which images to index.")
        }
        let modelFile = try ModelFolder(path: modelPath).model
        modelSHA256 = try SHA256.hexadecimal(ofFile: modelFile)
        if let stored, stored.header.modelSHA256 != modelSHA256 {
            let differences = [
                "its model is \(stored.header.modelName) (SHA-256 \(stored.header.modelSHA256.prefix(12))...), and"
                    + " \(modelFile) is another (\(modelSHA256.prefix(12))...)"
            ]
            throw UnitAtlasError.differs(path: request.atlas, differences: differences)
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
            dilation: model.classifier.dilation, engine: last?.engine ?? Network.engine)
        let differences = stored.map { choicesOtherThan($0) } ?? []
        guard differences.isEmpty else {
            throw UnitAtlasError.differs(path: request.atlas, differences: differences)
        }
        guard configuration.labels == nil || model.classifier.head != nil else {
            throw UnitAtlasError.request(
                "Labels name classes of the network's own head, and that does not rest on “\(model.classifier.layer)”:"
                    + " leave --labels out.")
        }
    }

    /// What a user can choose and chose otherwise than the atlas has it.
    private func choicesOtherThan(_ stored: StoredSubject) -> [String] {
        let (old, new) = (stored.configuration, configuration)
        var pairs = [
            ("layer", "“\(stored.header.layer)”", "“\(model.classifier.layer)”"),
            ("preprocessing", "“\(stored.preprocessing)”", "“\(model.preprocessing)”"),
            ("top", "\(old.top)", "\(new.top)"), ("precision", old.precision.rawValue, new.precision.rawValue),
            ("dilate", "\(old.dilation)", "\(new.dilation)"),
            ("orient", "\(old.decoding.appliesOrientation)", "\(new.decoding.appliesOrientation)"),
            ("alpha", old.decoding.alpha.rawValue, new.decoding.alpha.rawValue),
        ]
        if let (old, new) = zip(stored.classes, model.classes).first(where: { $0 != $1 }) {
            func text(_ record: ClassRecord) -> String {
                "“\(record.name)”" + (record.wnid.map { " (\($0))" } ?? "")
            }
            pairs.append(("class \(old.id)", text(old), text(new)))
        }
        return pairs.filter { $0.1 != $0.2 }.map { "\($0.0) is \($0.1) in the atlas, and \($0.2) is asked for" }
    }

    func header() throws -> AtlasHeader {
        let name = URL(fileURLWithPath: model.path)
        let classifier = model.classifier
        return try AtlasHeader(
            modelName: name.lastPathComponent == "model.onnx"
                ? name.deletingLastPathComponent().lastPathComponent : name.deletingPathExtension().lastPathComponent,
            modelSHA256: modelSHA256, layer: classifier.layer,
            map: [1, classifier.unitCount, classifier.mapHeight, classifier.mapWidth], model.preprocessing,
            configuration)
    }
}

extension AtlasHeader {
    /// - Parameter shape: Of maps: [N, U, H, W].
    init(
        modelName: String, modelSHA256: String, layer: String, map shape: Shape, _ preprocessing: Preprocessing,
        _ configuration: IndexConfiguration
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func json(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        self.init(
            modelName: modelName, modelSHA256: modelSHA256, layer: layer, mapHeight: shape[2], mapWidth: shape[3],
            inputHeight: preprocessing.inputHeight, inputWidth: preprocessing.inputWidth,
            preprocessing: try json(preprocessing), configuration: try json(configuration),
            toolVersion: Software.version, createdAt: ISO8601DateFormatter().string(from: Date()))
    }
}
