import Analyses
import Foundation
import Images
import Tensors
import Units

/// One pass of a network over some images of an atlas for their maps.
struct MapPass: Sendable {
    let source: MapSource
    let threads: Int

    /// What there is of an image.
    struct View {
        let image: ImageRecord
        let raster: Raster
        /// Of the units [U, H, W].
        let maps: Tensor
        let session: MapSession

        var place: LocalizationEvaluation.View { session.view(width: raster.width, height: raster.height) }
    }

    /// Results in the order of the images, and why others have none.
    struct Outcome<Result: Sendable>: Sendable {
        var results: [(image: Int, result: Result)] = []
        var unreadable: [String] = []
    }

    /// Calls `body` with each image and its place among `images`, on several threads.
    ///
    /// - Parameter progress: Called on the calling thread.
    func run<Result: Sendable>(
        _ images: [ImageRecord], progress: (IndexProgress) -> Void,
        body: @escaping @Sendable (View, Int) throws -> Result
    ) throws -> Outcome<Result> {
        var outcome = Outcome<Result>()
        var reasons: [(Int, String)] = []
        let start = ContinuousClock.now
        try WorkerPool.run(pieces: images.count, threads: max(1, threads)) {
            let session = try MapSession(source)
            return { place in
                switch try Self.view(of: images[place], session) {
                case .success(let view): (place, .success(try body(view, place)))
                case .failure(let error): (place, .failure(error))
                }
            }
        } consume: { (place: Int, result: Swift.Result<Result, UnitAtlasError>) in
            switch result {
            case .success(let found): outcome.results.append((place, found))
            case .failure(let error): reasons.append((place, "\(error)"))
            }
            progress(
                IndexProgress(
                    done: outcome.results.count + reasons.count, total: images.count, skipped: reasons.count,
                    seconds: (ContinuousClock.now - start) / .seconds(1)))
        }
        outcome.results.sort { $0.image < $1.image }
        outcome.unreadable = reasons.sorted { $0.0 < $1.0 }.map(\.1)
        return outcome
    }

    private static func view(
        of image: ImageRecord, _ session: MapSession
    ) throws -> Swift.Result<View, UnitAtlasError> {
        let raster: Raster
        do {
            raster = try session.raster(image.path)
        } catch {
            return .failure(error)
        }
        guard raster.width == image.width, raster.height == image.height else {
            throw UnitAtlasError.file(
                path: image.path, reason: "it has changed since it was indexed; index it again with --update")
        }
        let maps = try session.observe(raster, name: image.path).maps
        return .success(View(image: image, raster: raster, maps: maps, session: session))
    }
}
