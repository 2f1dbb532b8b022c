import Analyses
import Store
import Tensors
import Units

/// The images of one class that excite units most.
///
/// An atlas only keeps maps of the images that excite a unit most among all images, so the network runs again on the
/// images that are shown.
struct ClassImages {
    private let activations: ImageActivations
    private let count: Int

    /// Finds the images and runs the network on them.
    ///
    /// - Parameters:
    ///   - images: The images labelled with the class.
    ///   - count: Images of each unit.
    init(_ images: [ImageRecord], units: [UnitID], count: Int, atlas: Atlas, source: MapSource) throws {
        var candidates: [UnitID: [TopActivation]] = [:]
        for image in images {
            guard let pooled = try atlas.pooledActivations(of: image.path) else { continue }
            for unit in units {
                let entry = TopActivation(
                    path: image.path, maximum: pooled.maximum[unit.value], mean: pooled.mean[unit.value], cellX: 0,
                    cellY: 0, map: .init(height: 1, width: 1, values: [0]))
                candidates[unit, default: []].append(entry)
            }
        }
        let records = try atlas.units
        for (unit, list) in candidates {
            let sorted = list.sorted { $0.precedes($1) }
            // Stored maxima are clipped: any image at the bound may have the highest peak.
            let bound = records[unit.value].isClipped ? records[unit.value].maximum : .infinity
            candidates[unit] = sorted.prefix(count) + sorted.dropFirst(count).prefix { $0.maximum >= bound }
        }
        self.count = count
        activations = try ImageActivations(candidates.mapValues { $0.map(\.path) }, source: source)
    }

    /// The unit's images, best first.
    func best(of unit: UnitID) -> [TopActivation] {
        Array(activations[unit].sorted { $0.precedes($1) }.prefix(count))
    }
}
