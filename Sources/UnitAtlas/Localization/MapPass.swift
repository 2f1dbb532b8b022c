import Analyses
import Foundation
import Images
import Inference
import Tensors
import Units
import Workers

/// One pass of a network over images of its folder: each is read and run once, several at a time.
struct MapPass: Sendable {
    let source: MapSource
    let threads: Int

    /// An image that the network has been run on.
    struct Image {
        let path: String
        let raster: Raster
        let observation: Observation
        let session: MapSession

        /// Where the maps lie on the image.
        var geometry: MapGeometry { session.geometry(width: raster.width, height: raster.height) }
    }

    /// - Parameters:
    ///   - paths: In the image folder.
    ///   - progress: Called on the calling thread after each image.
    ///   - body: Called on a thread of the pass with an image and its place among `paths`.
    ///   - consume: Called on the calling thread with what `body` made of each image, in the order of `paths`.
    /// - Throws: `UnitAtlasError.image` for an image that has changed since it was indexed, or one on which the network fails.
    /// - Returns: Why images could not be read, in the order of `paths`.
    func run<Result: Sendable>(
        _ paths: [String], progress: (IndexProgress) -> Void,
        body: @escaping @Sendable (Image, Int) throws -> Result, consume: (Int, Result) -> Void
    ) throws -> [String] {
        var unreadable: [String] = []
        let start = ContinuousClock.now
        try WorkerPool.runInOrder(pieces: paths.count, threads: max(1, threads)) {
            let session = try MapSession(source)
            return { place in
                let raster: Raster
                do throws(UnitAtlasError) {
                    raster = try session.raster(paths[place])
                } catch {
                    if case .image(_, .changed) = error { throw error }
                    return .failure(error)
                }
                let observation = try session.observe(raster, name: paths[place])
                return .success(
                    try body(
                        Image(path: paths[place], raster: raster, observation: observation, session: session), place))
            }
        } consume: { (place: Int, found: Swift.Result<Result, UnitAtlasError>) in
            switch found {
            case .success(let result): consume(place, result)
            case .failure(let error): unreadable.append("\(error)")
            }
            progress(
                IndexProgress(
                    done: place + 1, total: paths.count, skipped: unreadable.count,
                    seconds: (ContinuousClock.now - start) / .seconds(1)))
        }
        return unreadable
    }
}
