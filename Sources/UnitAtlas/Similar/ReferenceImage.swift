import Annotations
import Foundation
import ImageCollections
import Images
import Observers
import Store
import Units

/// The image that others are compared with.
struct ReferenceImage: Sendable {
    /// As the table and the sheet name it.
    let name: String
    /// Its row in the atlas; nil for a file that the network was run on.
    let record: ImageRecord?
    let pooled: PooledVectors
    /// Of the file, when it is not in the atlas.
    let raster: Raster?
    let predictions: [Prediction]

    /// Tried in turn: a path in the atlas; a file of the atlas's image folder; another file; the end of a path in the atlas.
    static func find(_ atlas: Atlas, _ request: SimilarRequest) throws -> ReferenceImage {
        if let known = try stored(request.image, atlas) { return known }
        if FileManager.default.fileExists(atPath: request.image) {
            func whole(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
            let root = (try? atlas.imageFolder(request.images)).map(whole)
            let file = whole(request.image)
            if let root, file.utf8.starts(with: (root + "/").utf8),
                let known = try stored(
                    String(decoding: file.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self), atlas)
            {
                return known
            }
            return try observed(atlas, request)
        }
        do {
            let path = try ImageResolver(try atlas.images.map(\.path)).resolve(request.image)
            if let known = try stored(path, atlas) { return known }
        } catch AnnotationError.unknownImage {}
        throw UnitAtlasError.image(path: request.image, .notFound(atlas: atlas.path))
    }

    private static func stored(_ path: String, _ atlas: Atlas) throws -> ReferenceImage? {
        guard let record = try atlas.image(path) else { return nil }
        guard let pooled = try atlas.pooledActivations(of: path) else {
            guard case .skipped(let reason) = record.status else {
                throw UnitAtlasError.atlas(path: atlas.path, .missingImage(path))
            }
            throw UnitAtlasError.image(path: path, .skipped(atlas: atlas.path, reason: reason))
        }
        return ReferenceImage(
            name: path, record: record, pooled: pooled, raster: nil, predictions: try atlas.predictions(of: path))
    }

    /// Runs the atlas's network on a file, as `index` does.
    private static func observed(_ atlas: Atlas, _ request: SimilarRequest) throws -> ReferenceImage {
        let source = try MapSource(
            atlas, model: request.model, images: request.images, head: request.head)
        let raster: Raster
        do {
            raster = try ImageFile.decode(path: request.image, options: source.decoding)
        } catch {
            throw UnitAtlasError.image(path: request.image, .unreadable(reason: error.reason))
        }
        let session = try MapSession(source)
        let observation = try session.observe(raster, name: request.image)
        let pooled = PooledVectors(
            mean: PooledActivations.mean(of: observation), maximum: PooledActivations.maximum(of: observation))
        return ReferenceImage(
            name: request.image, record: nil, pooled: pooled, raster: raster,
            predictions: Predictions.top(5, logits: session.logits(observation)))
    }
}
