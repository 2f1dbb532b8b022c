import Foundation
import ImageCollections
import Images
import Observers
import Store
import Units

/// The image that others are compared with.
struct SimilarSubject: Sendable {
    /// As the table and the sheet name it.
    let name: String
    /// Its row in the atlas; nil for a file that the network was run on.
    let record: ImageRecord?
    let pooled: PooledVectors
    /// Of the file, when it is not in the atlas.
    let raster: Raster?
    let predictions: [Prediction]

    /// Tried in turn: a path in the atlas; a file of the atlas's image folder; another file; the end of a path in the atlas.
    static func find(_ request: SimilarRequest, _ reader: AtlasReader) throws -> SimilarSubject {
        if let known = try stored(request.image, reader) { return known }
        let configuration = try StoredSubject(reader.header, path: reader.path).configuration
        if FileManager.default.fileExists(atPath: request.image) {
            func whole(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
            let root = (try? ImageCollection(request.images ?? configuration.images).root).map(whole)
            let file = whole(request.image)
            if let root, file.hasPrefix(root + "/"),
                let known = try stored(String(file.dropFirst(root.count + 1)), reader)
            {
                return known
            }
            return try observed(request)
        }
        let ends = try reader.paths(endingIn: request.image, limit: 2)
        if ends.count == 1, let known = try stored(ends[0], reader) { return known }
        throw UnitAtlasError.request(
            ends.isEmpty
                ? "\(request.image) is neither an image of \(reader.path) nor a file."
                : "“\(request.image)” is the end of several images' paths, \(ends[0]) and \(ends[1]) among them: give more of it."
        )
    }

    private static func stored(_ path: String, _ reader: AtlasReader) throws -> SimilarSubject? {
        guard let record = try reader.image(path) else { return nil }
        guard let pooled = try reader.pooled(path) else {
            var why = ""
            if case .skipped(let reason) = record.status { why = " (\(reason))" }
            throw UnitAtlasError.request(
                "\(path) was skipped when \(reader.path) was indexed\(why): nothing is known of it.")
        }
        return SimilarSubject(
            name: path, record: record, pooled: pooled, raster: nil, predictions: try reader.predictions(of: path))
    }

    /// Runs the atlas's network on a file, as `index` does.
    private static func observed(_ request: SimilarRequest) throws -> SimilarSubject {
        let source = try MapSource(
            atlas: request.atlas, model: request.model, images: request.images, head: request.head)
        let raster: Raster
        do {
            raster = try ImageFile.decode(path: request.image, options: source.decoding)
        } catch {
            throw UnitAtlasError.file(path: request.image, reason: error.reason)
        }
        let session = try MapSession(source)
        let observation = try session.observe(raster, name: request.image)
        let pooled = PooledVectors(
            mean: PooledActivations.mean(of: observation), maximum: PooledActivations.maximum(of: observation))
        return SimilarSubject(
            name: request.image, record: nil, pooled: pooled, raster: raster,
            predictions: Predictions.top(5, logits: session.logits(observation)))
    }
}
