import Analyses
import Foundation
import ImageCollections
import Images
import Inference
import Store
import Tensors
import Units

/// The network, the images and the units of an estimation of receptive fields.
struct FieldPlan: Sendable {
    let units: [UnitID]
    /// The class whose strongest units they are.
    let classRecord: ClassRecord?
    let configuration: FieldConfiguration
    let grid: OcclusionGrid
    let frame: FieldFrame
    let root: String
    private let model: ClassifierModel
    private let decoding: DecodingOptions

    /// - Throws: `UnitAtlasError.differs` when the network is not the atlas's, `UnitAtlasError.units` for a patch that
    ///   does not fit, or units and classes that are not there.
    init(_ atlas: Atlas, _ request: FieldRequest) throws {
        var index = IndexRequest()
        index.model = request.model
        index.images = request.folder
        let plan = try IndexPlan(index, path: atlas.path, stored: try StoredIndex(atlas))
        model = plan.model
        decoding = plan.settings.decoding
        root = try ImageCollection(plan.settings.images).root
        let header = atlas.header
        guard
            let grid = OcclusionGrid(
                height: header.inputHeight, width: header.inputWidth, patch: request.patch, stride: request.stride)
        else {
            throw UnitAtlasError.units(
                .patch(
                    patch: request.patch, stride: request.stride, width: header.inputWidth, height: header.inputHeight))
        }
        self.grid = grid
        let classifier = model.classifier
        frame = FieldFrame(
            classifier.field(in: grid), cellsAcross: classifier.mapWidth, cellsDown: classifier.mapHeight, grid: grid)
        configuration = FieldConfiguration(
            patch: grid.patch, stride: grid.stride, noise: "even over 256 levels, a patch for each place",
            seed: request.seed, images: request.images,
            precision: request.precision ?? plan.settings.precision,
            measure: "drop at the peak cell before a final Clip, not below 0",
            center: "theoretical field of the peak cell", mean: "over the images that reach a pixel",
            share: request.share, inputWidth: grid.width, inputHeight: grid.height,
            theoretical: classifier.receptiveField, originX: frame.originX, originY: frame.originY)
        (units, classRecord) = try Self.units(atlas, request.selection)
    }

    private static func units(
        _ atlas: Atlas, _ selection: FieldRequest.Selection
    ) throws -> ([UnitID], ClassRecord?) {
        switch selection {
        case .all: (try atlas.units.map(\.unit), nil)
        case .units(let units): (units, nil)
        case .classUnits(let record, let top): (try atlas.ranking(of: record).prefix(top).map(\.unit), record)
        }
    }

    /// The network prepared for the grid; `isPlain`: all of it is run on every covered image.
    func occlusion(isPlain: Bool) throws -> OcclusionPlan {
        let channels = model.preprocessing.channels
        let patches = NoisePatches(
            grid, levels: (0..<channels).map { model.preprocessing.levels($0) }, seed: configuration.seed)
        return try OcclusionPlan(
            model.network, classifier: model.classifier, patches: patches, precision: configuration.precision,
            isPlain: isPlain)
    }

    /// The network's input for an image of the atlas, [C, H, W].
    func input(_ path: String) throws -> [Float] {
        do {
            return model.preprocessing.tensor(try ImageFile.decode(path: root + "/" + path, options: decoding)).values
        } catch {
            throw UnitAtlasError.image(path: root + "/" + path, .unreadable(reason: "\(error)"))
        }
    }
}
