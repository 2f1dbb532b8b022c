import Foundation
import ImageCollections
import Images
import Inference
import Reporting
import Store
import Tensors
import Units

/// The network and settings of an index run: the requested ones, and the atlas's for the rest.
struct IndexPlan {
    let model: ClassifierModel
    let settings: IndexSettings
    private let modelSHA256: String

    /// - Parameters:
    ///   - path: The atlas's file.
    ///   - stored: The existing atlas, if there is one.
    /// - Throws: `UnitAtlasError.differs` if the atlas was built with another model, layer, preprocessing or settings.
    init(_ request: IndexRequest, path: String, stored: StoredIndex?) throws {
        let last = stored?.settings
        guard last?.isImported != true else {
            throw UnitAtlasError.atlas(path: path, .noNetwork(.indexing))
        }
        guard let modelPath = request.model ?? last?.model else {
            throw UnitAtlasError.atlas(path: path, .newWithoutModel)
        }
        guard let images = request.images ?? last?.images else {
            throw UnitAtlasError.atlas(path: path, .newWithoutImages)
        }
        let modelFile = try ModelFolder(path: modelPath).model
        modelSHA256 = try SHA256.hexadecimal(ofFile: modelFile)
        if let stored, stored.header.modelSHA256 != modelSHA256 {
            let difference = SettingDifference(
                name: "model",
                stored: "\(stored.header.modelName) (SHA-256 \(stored.header.modelSHA256.prefix(12))...)",
                requested: "\(modelFile) (\(modelSHA256.prefix(12))...)")
            throw UnitAtlasError.differs(path: path, [difference])
        }
        let preprocessing = request.preprocessing ?? stored.map { .stored($0.header.preprocessing) }
        model = try ClassifierModel(
            path: modelPath, layer: request.layer ?? stored?.header.layer, preprocessing: preprocessing,
            classes: request.classes, dilation: request.dilation ?? last?.dilation ?? 0)
        func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
        settings = IndexSettings(
            top: request.top ?? last?.top ?? 16, precision: request.precision ?? last?.precision ?? .f32,
            decoding: request.decoding ?? last?.decoding ?? DecodingOptions(),
            model: absolute(modelPath), images: absolute(images),
            labels: (request.labels ?? last?.labels).map(absolute),
            labelOffset: request.labelOffset ?? last?.labelOffset, receptiveField: model.classifier.receptiveField,
            dilation: model.classifier.dilation, engine: last?.engine ?? Network.engine)
        let differences = stored.map { choicesOtherThan($0) } ?? []
        guard differences.isEmpty else {
            throw UnitAtlasError.differs(path: path, differences)
        }
        guard settings.labels == nil || model.classifier.head != nil else {
            throw UnitAtlasError.model(
                path: model.path, .labelsWithoutHead(layer: model.classifier.layer))
        }
    }

    /// Returns the requested settings that differ from the atlas's.
    private func choicesOtherThan(_ stored: StoredIndex) -> [SettingDifference] {
        let (old, new) = (stored.settings, settings)
        var pairs = [
            ("layer", "“\(stored.header.layer)”", "“\(model.classifier.layer)”"),
            ("preprocessing", "“\(stored.header.preprocessing)”", "“\(model.preprocessing)”"),
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
        return pairs.filter { $0.1 != $0.2 }.map(SettingDifference.init)
    }

    /// Returns the header of a new atlas.
    var header: AtlasHeader {
        let name = URL(fileURLWithPath: model.path)
        let classifier = model.classifier
        return AtlasHeader(
            modelName: name.lastPathComponent == "model.onnx"
                ? name.deletingLastPathComponent().lastPathComponent : name.deletingPathExtension().lastPathComponent,
            modelSHA256: modelSHA256, layer: classifier.layer,
            map: [1, classifier.unitCount, classifier.mapHeight, classifier.mapWidth], model.preprocessing,
            settings)
    }
}

extension AtlasHeader {
    /// - Parameter shape: The shape of the maps: [N, U, H, W].
    init(
        modelName: String, modelSHA256: String, layer: String, map shape: Shape, _ preprocessing: Preprocessing,
        _ settings: IndexSettings
    ) {
        self.init(
            modelName: modelName, modelSHA256: modelSHA256, layer: layer, mapHeight: shape[2], mapWidth: shape[3],
            preprocessing: preprocessing, settings: settings, toolVersion: Software.version,
            createdAt: ISO8601DateFormatter().string(from: Date()))
    }
}
