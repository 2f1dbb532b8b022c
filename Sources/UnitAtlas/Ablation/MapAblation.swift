import Analyses
import Foundation
import Images
import Store
import Units

/// Where things lie when an ablation needs the network, and how many threads run it.
public struct AblationPlaces: Sendable {
    /// When not where they were.
    public var model: String?
    public var images: String?
    public var threads: Int

    public init(model: String? = nil, images: String? = nil, threads: Int = 2) {
        self.model = model
        self.images = images
        self.threads = threads
    }
}

/// Ablation for a head whose class map comes before a ReLU and the average: the network runs again, and the class maps are
/// summed anew without each unit.
enum MapAblation {
    /// Sums are added in the order of `images`, whichever thread is first.
    static func run(
        atlas: String, images: [(path: String, label: ClassID)], _ places: AblationPlaces,
        progress: (IndexProgress) -> Void
    ) throws -> UnitAblation {
        let source = try MapSource(atlas: atlas, model: places.model, images: places.images)
        var result = UnitAblation(head: source.head)
        let empty = result
        var ready: [Int: UnitAblation] = [:]
        var next = 0
        let start = ContinuousClock.now
        try WorkerPool.run(pieces: images.count, threads: max(1, places.threads)) {
            let session = try MapSession(source)
            return { place in
                let raster = try raster(images[place].path, source)
                var single = empty
                single.add(
                    maps: try session.observe(raster, name: images[place].path).maps, label: images[place].label)
                return (place, single)
            }
        } consume: { (place: Int, single: UnitAblation) in
            ready[place] = single
            while let single = ready.removeValue(forKey: next) {
                result.merge(single)
                next += 1
            }
            progress(
                IndexProgress(
                    done: next, total: images.count, skipped: 0, seconds: (ContinuousClock.now - start) / .seconds(1)))
        }
        return result
    }

    private static func raster(_ path: String, _ source: MapSource) throws(UnitAtlasError) -> Raster {
        let file = (source.imageRoot ?? ".") + "/" + path
        do {
            return try ImageFile.decode(path: file, options: source.decoding)
        } catch {
            throw .file(path: file, reason: error.reason)
        }
    }
}
