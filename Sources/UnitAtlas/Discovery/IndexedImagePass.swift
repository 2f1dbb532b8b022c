import Analyses
import Images
import Tensors
import Units

extension MapPass {
    /// An indexed image and its maps.
    struct MappedImage {
        let image: ImageRecord
        let raster: Raster
        /// Of the units [U, H, W].
        let maps: Tensor
        /// The same before the upper bound of a Clip [U, H, W].
        let responses: Tensor
        /// Where the maps lie on the image.
        let geometry: MapGeometry
    }

    /// Results in the order of the images, and why others have none.
    struct Results<Result: Sendable>: Sendable {
        var results: [(image: Int, result: Result)] = []
        var unreadable: [String] = []
    }

    /// Calls `body` with each image and its place among `images`, on several threads.
    ///
    /// - Parameter progress: Called on the calling thread.
    /// - Throws: `UnitAtlasError.image` for an image that has changed since it was indexed.
    func run<Result: Sendable>(
        _ images: [ImageRecord], progress: (IndexProgress) -> Void,
        body: @escaping @Sendable (MappedImage, Int) throws -> Result
    ) throws -> Results<Result> {
        var outcome = Results<Result>()
        outcome.unreadable = try run(images.map(\.path), progress: progress) { found, place in
            let image = images[place]
            return try body(
                MappedImage(
                    image: image, raster: found.raster, maps: found.observation.maps,
                    responses: found.observation.responses, geometry: found.geometry), place)
        } consume: {
            outcome.results.append(($0, $1))
        }
        return outcome
    }
}
