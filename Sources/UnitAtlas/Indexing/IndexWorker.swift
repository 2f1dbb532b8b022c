import Annotations
import Foundation
import ImageCollections
import Images
import Inference
import Observers
import Store
import Units

/// A piece of an index: the results of a few images.
struct IndexedPiece: Sendable {
    var images: [IndexedImage] = []
    var top: TopActivations
    var statistics: UnitStatistics
}

/// The state that the threads of an index run share.
struct IndexWork: Sendable {
    let plan: ClassifierPlan
    let preprocessing: Preprocessing
    let decoding: DecodingOptions
    /// The folder that paths are relative to.
    let root: String
    let labels: ImageLabels
    let top: Int

    /// The worker of one thread: decodes images, runs the network on each, and passes the maps to the observers.
    func makeWorker() throws -> ([ImageFolder.Entry]) throws -> IndexedPiece {
        let session = try ClassifierSession(plan)
        let units = plan.classifier.unitCount
        return { entries in
            var piece = IndexedPiece(
                top: TopActivations(unitCount: units, limit: top), statistics: UnitStatistics(unitCount: units))
            for entry in entries { piece.images.append(try index(entry, session, &piece)) }
            return piece
        }
    }

    private func index(
        _ entry: ImageFolder.Entry, _ session: ClassifierSession, _ piece: inout IndexedPiece
    ) throws -> IndexedImage {
        var digest: Int64?
        func record(width: Int, height: Int, _ status: ImageRecord.Status) -> ImageRecord {
            ImageRecord(
                path: entry.path, width: width, height: height, bytes: entry.bytes, modified: entry.modified,
                digest: digest, label: labels.label(of: entry.path), status: status)
        }
        func skipped(_ reason: String) -> IndexedImage {
            IndexedImage(
                record: record(width: 0, height: 0, .skipped(reason: reason)), pooledMean: [], pooledMax: [],
                predictions: [])
        }
        if let problem = entry.problem { return skipped(problem) }
        let raster: Raster
        do {
            let path = root + "/" + entry.path
            let bytes = try ImageFile.read(path)
            digest = SHA256.prefix(of: bytes)
            raster = try ImageFile.decode(bytes: bytes, name: path, options: decoding)
        } catch {
            return skipped(error.reason)
        }
        let observation: Observation
        do {
            observation = try session.observe { span in preprocessing.fill(raster, into: &span) }
        } catch {
            throw UnitAtlasError.image(path: entry.path, .inference(reason: "\(error)"))
        }
        piece.top.observe(observation, path: entry.path)
        piece.statistics.observe(observation, path: entry.path)
        return IndexedImage(
            record: record(width: raster.width, height: raster.height, .indexed),
            pooledMean: PooledActivations.mean(of: observation), pooledMax: PooledActivations.maximum(of: observation),
            predictions: Predictions.top(5, logits: observation.logits))
    }
}
