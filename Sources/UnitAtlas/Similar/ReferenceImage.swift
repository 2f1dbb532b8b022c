import Images
import Observers
import Store
import Units

/// The image with which the others are compared.
struct ReferenceImage: Sendable {
    /// The name of the image in the table and on the sheet.
    let name: String
    /// Its row in the atlas; nil for a file on which the network was run.
    let record: ImageRecord?
    let pooled: PooledVectors
    /// The picture of the file, if it is not in the atlas.
    let raster: Raster?
    let predictions: [Prediction]

    /// Finds the image that the request names (``NamedImages``); a file that is not in the atlas is run through the network.
    static func find(_ atlas: Atlas, _ request: SimilarRequest) throws -> ReferenceImage {
        var images = NamedImages(atlas, folder: try? atlas.imageFolder(request.images))
        let location = try images.location(of: request.image)
        return try location.record.map { try stored($0, atlas) } ?? observed(location, atlas, request)
    }

    private static func stored(_ record: ImageRecord, _ atlas: Atlas) throws -> ReferenceImage {
        let path = record.path
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
    private static func observed(
        _ image: ImageLocation, _ atlas: Atlas, _ request: SimilarRequest
    ) throws -> ReferenceImage {
        let source = try MapSource(
            atlas, model: request.model, images: request.images, head: request.head)
        let raster = try source.raster(image)
        let session = try MapSession(source)
        let observation = try session.observe(raster, name: image.name)
        let pooled = PooledVectors(
            mean: PooledActivations.mean(of: observation), maximum: PooledActivations.maximum(of: observation))
        return ReferenceImage(
            name: image.name, record: nil, pooled: pooled, raster: raster,
            predictions: Predictions.top(5, logits: session.logits(observation)))
    }
}
