import Analyses
import Foundation
import ImageCollections
import Images
import Inference
import Store
import Tensors
import Units

/// The network, the images and the units of an estimation of receptive fields.
struct FieldSubject: Sendable {
    let units: [UnitID]
    /// The class whose strongest units they are.
    let classRecord: ClassRecord?
    let configuration: FieldConfiguration
    /// JSON.
    let configurationText: String
    let grid: OcclusionGrid
    let frame: FieldFrame
    let root: String
    private let model: ClassifierModel
    private let decoding: DecodingOptions

    /// - Throws: `UnitAtlasError.differs` when the network is not the atlas's, `UnitAtlasError.request` for a patch that
    ///   does not fit, or units and classes that are not there.
    init(_ request: FieldRequest) throws {
        guard let stored = try StoredSubject.read(request.atlas) else { throw StoreError.missing(path: request.atlas) }
        var index = IndexRequest(atlas: request.atlas)
        index.model = request.model
        index.images = request.folder
        let subject = try IndexSubject(index, stored: stored)
        model = subject.model
        decoding = subject.configuration.decoding
        root = try ImageCollection(subject.configuration.images).root
        let header = stored.header
        guard
            let grid = OcclusionGrid(
                height: header.inputHeight, width: header.inputWidth, patch: request.patch, stride: request.stride)
        else {
            throw UnitAtlasError.request(
                "A patch of \(request.patch) pixels every \(request.stride) does not cover images of"
                    + " \(header.inputWidth)×\(header.inputHeight): the patch is at most the shorter side, and the stride"
                    + " at most the patch.")
        }
        self.grid = grid
        let classifier = model.classifier
        frame = FieldFrame(
            classifier.field(in: grid), cellsAcross: classifier.mapWidth, cellsDown: classifier.mapHeight, grid: grid)
        configuration = FieldConfiguration(
            patch: grid.patch, stride: grid.stride, noise: "even over 256 levels, a patch for each place",
            seed: request.seed, images: request.images,
            precision: request.precision ?? subject.configuration.precision,
            measure: "drop at the peak cell before a final Clip, not below 0",
            center: "theoretical field of the peak cell", mean: "over the images that reach a pixel",
            share: request.share, inputWidth: grid.width, inputHeight: grid.height,
            theoretical: classifier.receptiveField, originX: frame.originX, originY: frame.originY)
        configurationText = try configuration.json()
        (units, classRecord) = try Self.units(request)
    }

    private static func units(_ request: FieldRequest) throws -> ([UnitID], ClassRecord?) {
        let reader = try AtlasReader(path: request.atlas)
        defer { reader.close() }
        switch request.selection {
        case .all: return (try reader.units().map(\.unit), nil)
        case .units(let texts): return (try UnitSelection.parse(texts, count: try reader.units().count), nil)
        case .classUnits(let name, let top):
            let ranking = try ClassRanking(atlas: request.atlas, class: name)
            return (ranking.units.prefix(top).map(\.unit), ranking.classRecord)
        }
    }

    /// The network prepared for the grid; `isPlain`: all of it is run on every covered image.
    func plan(isPlain: Bool) throws -> OcclusionPlan {
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
            throw UnitAtlasError.file(path: root + "/" + path, reason: "the image cannot be read again: \(error)")
        }
    }
}

extension FieldConfiguration {
    /// One text for equal configurations.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
