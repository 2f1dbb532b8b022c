import Analyses
import Annotations
import Foundation
import ImageCollections
import Images
import Reporting
import Store
import Tensors
import Units

/// A text detector to be learned from images with text and images without (Zhou et al. 2016, §4.3).
public struct TextRequest: Sendable {
    /// The head, the images with text (those with a box, unless said otherwise), and those without.
    public var concept: ConceptRequest
    /// Where words are; for measuring alone.
    public var boxes: String
    /// Where the plot goes; nil for none is drawn.
    public var plot: String?

    /// A request for a text detector, measured against boxes around words.
    public init(name: String = "text", boxes: String) {
        concept = ConceptRequest(name: name, positives: .boxed(boxes))
        self.boxes = boxes
    }

    /// Of a map's maximum.
    public static let thresholds = (0..<50).map { Float($0) / 50 }
}

extension Atlas {
    /// Learns where text is from whole images, stores the head, and measures it against boxes around words.
    ///
    /// - Parameter progress: Called on the calling thread.
    /// - Throws: `UnitAtlasError` or `StoreError`; the atlas is then unchanged.
    public func discoverText(
        _ request: TextRequest, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> TextReport {
        try TextDiscovery.run(self, request, progress: progress)
    }
}

/// Learns where text is from whole images, and measures it against boxes around words.
///
/// Where the head says of an image that it has no text, nothing is found there. Elsewhere boxes are those of the parts of
/// the map at or above a fraction of its maximum, of at least a cell's size. The fraction is chosen on the held-out images
/// at even places by path, and the figures are about those at odd places.
enum TextDiscovery {
    static func run(
        _ atlas: Atlas, _ request: TextRequest, progress: (IndexProgress) -> Void
    ) throws -> TextReport {
        let concept = request.concept
        try HeadTrainer.check(name: concept.name, replaces: concept.replaces, atlas)
        let root = try atlas.imageFolder(concept.images)
        let boxes = PlacedBoxes(try BoxAnnotations(path: request.boxes), images: try atlas.images, folder: root)
        let examples = try ConceptDiscovery.examples(atlas, concept, root: root)
        let training = try ConceptTraining(
            features: examples.features, isPositive: examples.isPositive, paths: examples.images.map(\.path),
            recipe: concept.recipe)
        if let plot = request.plot { try OutputFile.prepare(folder: plot) }
        let source = try MapSource(
            atlas, model: concept.model, images: concept.images, head: training.head,
            named: concept.name, classes: concept.classes)
        let cells = (source.mapWidth, source.mapHeight)
        let head = training.head
        let places = training.split.test
        let scores = training.scores
        let outcome = try MapPass(source: source, threads: concept.threads).run(
            places.map { examples.images[$0] }, progress: progress
        ) { view, index -> TextImage in
            let (width, height) = (view.raster.width, view.raster.height)
            var map: Plane?
            if scores[places[index]] >= 0 {
                map = view.geometry.imageEnlargement.enlarged(
                    ClassActivationMap.map(of: ClassID(0), maps: view.maps, head: head))
            }
            return TextImage(
                map, width: width, height: height, thresholds: TextRequest.thresholds,
                words: boxes[view.image.path].map { $0.box.pixels(width: width, height: height) },
                least: max(1, width / cells.0 * (height / cells.1)))
        }
        let concepts = ConceptReport(concept, training, examples, nil)
        var report = TextReport(
            request, concepts, outcome.results.map(\.result), source: source.description,
            unreadable: outcome.unreadable)
        report.notes = boxes.notes
        guard report.curve.words > 0 else {
            throw UnitAtlasError.discovery(.noHeldOutBoxes(boxes: request.boxes, images: places.count))
        }
        try ConceptDiscovery.store(atlas, concepts, training, examples) { report.record(head: $0) }
        if let plot = request.plot { report.plot = try report.draw(into: plot) }
        return report
    }
}
