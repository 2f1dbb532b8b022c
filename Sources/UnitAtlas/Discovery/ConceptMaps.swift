import Analyses
import Annotations
import Images
import Sheets
import Tensors
import Units

/// The maps of a concept on held-out images.
struct ConceptMaps: Sendable {
    /// An image to show.
    struct ShownMap: Sendable {
        let image: ImageRecord
        let score: Float
        let isPositive: Bool
        let raster: Raster
        let map: Plane
        /// The position of the map on the image.
        let geometry: MapGeometry
        let object: Mask?
    }

    /// The concept's mask on the held-out images that have one.
    let masses: [MapMass]
    /// The held-out images with the highest scores, and those without the concept with the highest scores.
    let best: [ShownMap]
    let hardest: [ShownMap]
    /// The number of held-out images with the concept whose mask is empty or missing.
    let withoutMask: Int
    let unreadable: [String]
    let source: String

    private static let bestCount = 12
    private static let hardestCount = 6

    /// - Parameters:
    ///   - object: The annotations of objects, and the index of the concept among them.
    ///   - draws: Whether to keep images for drawing.
    init(
        _ training: ConceptTraining, _ examples: ConceptDiscovery.Examples, _ pass: MapPass,
        object: (ObjectAnnotations, Int)?, draws: Bool, progress: (IndexProgress) -> Void
    ) throws {
        let scores = training.scores
        let order = training.split.test.sorted {
            scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
        }
        let best = draws ? Array(order.prefix(Self.bestCount)) : []
        let hardest = draws ? Array(order.filter { !examples.isPositive[$0] }.prefix(Self.hardestCount)) : []
        let shown = Set(best + hardest)
        let measured = object == nil ? [] : Set(order.filter { examples.isPositive[$0] })
        let places = shown.union(measured).sorted()
        typealias ImageResult = (mass: MapMass?, shown: ShownMap?)
        let head = training.head
        let outcome = try pass.run(places.map { examples.images[$0] }, progress: progress) {
            [places] (view: MapPass.MappedImage, index: Int) -> ImageResult in
            let place = places[index]
            let map = ClassActivationMap.map(of: ClassID(0), maps: view.maps, head: head)
            let geometry = view.geometry
            let objects = try object.flatMap { annotations, _ in
                try view.objects(annotations, width: geometry.pixelsAcross, height: geometry.pixelsDown)
            }
            let mask = objects?.masks.first { $0.name == object?.1 }?.mask
            var mass: MapMass?
            if measured.contains(place), let mask {
                mass = MapMass(geometry.enlarged(map), object: mask, ignored: objects?.ignored)
            }
            let kept =
                shown.contains(place)
                ? ShownMap(
                    image: view.image, score: scores[place], isPositive: examples.isPositive[place],
                    raster: view.raster, map: map, geometry: geometry, object: mask) : nil
            return (mass, kept)
        }
        let found = Dictionary(outcome.results.map { (places[$0.image], $0.result) }) { first, _ in first }
        masses = places.compactMap { found[$0]?.mass }
        self.best = best.compactMap { found[$0]?.shown }
        self.hardest = hardest.compactMap { found[$0]?.shown }
        withoutMask = measured.count - masses.count
        unreadable = outcome.unreadable
        source = pass.source.description
    }
}

extension MapPass.MappedImage {
    /// Returns the objects in the visible part of the image; nil for an image without annotations.
    func objects(
        _ annotations: ObjectAnnotations, width: Int, height: Int
    ) throws -> ImageObjects? {
        try annotations.objects(
            in: image.path, visible: geometry.visible, imageWidth: raster.width, imageHeight: raster.height,
            width: width,
            height: height)
    }
}
