import Analyses
import Images
import Tensors
import Units
import Workers

/// Computes class activation maps of images.
package enum ClassMapping {
    /// Computes the maps of each image, in the order of the images.
    ///
    /// - Parameters:
    ///   - images: Files, paths in an atlas's image folder, or unique ends of such paths.
    ///   - consume: Called on the calling thread for each image, or with the reason why there are none.
    /// - Throws: An error for a class that the head does not have, and if the network fails.
    package static func run(
        _ images: [String], of source: MapSource, _ request: MapRequest,
        consume: (Result<ImageMaps, UnitAtlasError>) throws -> Void
    ) throws {
        let named = try request.named(of: source.classes)
        let images = try source.locations(images)
        try WorkerPool.runInOrder(pieces: images.count, threads: max(1, request.threads)) {
            let session = try MapSession(source)
            return { index in
                switch images[index].found {
                case .success(let image): try maps(of: image, session, named, request)
                case .failure(let error): .failure(error)
                }
            }
        } consume: {
            try consume($1)
        }
    }

    /// Returns the maps of one image.
    package static func maps(
        of image: ImageLocation, _ session: MapSession, _ named: [ClassID], _ request: MapRequest
    ) throws -> Result<ImageMaps, UnitAtlasError> {
        let source = session.source
        let raster: Raster
        do throws(UnitAtlasError) {
            raster = try source.raster(image)
        } catch {
            return .failure(error)
        }
        let observation = try session.observe(raster, name: image.name)
        let logits = session.logits(observation)
        let geometry = session.geometry(width: raster.width, height: raster.height)
        let classes = request.classMaps(
            of: named, maps: observation.maps, logits: logits, head: source.head, classes: source.classes,
            geometry: geometry)
        return .success(
            ImageMaps(
                name: image.name, raster: raster, geometry: geometry, unitMaps: observation.maps, classes: classes,
                law: CAMLaw(maps: observation.maps, head: source.head, logits: logits)))
    }

}

extension MapRequest {
    /// Returns the maps of the named classes; if there are none, of the most probable ones.
    ///
    /// - Parameters:
    ///   - maps: The units' activation maps [U, H, W].
    ///   - logits: The logits of `head` [K].
    ///   - classes: The classes of `head`.
    func classMaps(
        of named: [ClassID], maps: Tensor, logits: [Float], head: Head, classes: [ClassRecord], geometry: MapGeometry
    ) -> [ClassMap] {
        let order = HeadScores.largest(logits, count: logits.count)
        let ids = named.isEmpty ? Array(order.prefix(top)) : named
        let planes = ClassActivationMap.maps(of: ids, maps: maps, head: head, weighting: weighting)
        let probabilities = Softmax.probabilities(logits)
        return zip(ids, planes).map { id, plane in
            ClassMap(
                record: classes[id.value], rank: (order.firstIndex(of: id) ?? 0) + 1, logit: logits[id.value],
                probability: probabilities[id.value], map: values.applied(to: plane),
                boxes: boxes.boxes(of: plane, in: geometry),
                contributions: UnitContribution.all(of: id, maps: maps, head: head, by: measure))
        }
    }
}

extension Atlas {
    /// Maps classes back onto images: runs the network and computes class activation maps with their boxes.
    ///
    /// - Parameters:
    ///   - images: Files, paths in the atlas's image folder, or unique ends of such paths.
    ///   - head: A head of the atlas; nil is the network's own.
    ///   - consume: Called on the calling thread for each image in order, or with the reason why it has no maps.
    /// - Throws: `UnitAtlasError` for a class that the head does not have, and if the network fails; the errors that
    ///   `consume` throws.
    public func maps(
        of images: [String], _ request: MapRequest = MapRequest(), head: String? = nil,
        consume: (Result<ImageMaps, UnitAtlasError>) throws -> Void
    ) throws {
        try ClassMapping.run(images, of: try MapSource(self, head: head), request, consume: consume)
    }
}
