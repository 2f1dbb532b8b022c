package import Analyses
package import Store
import Tensors
import UnitAtlas
package import Units

/// The contents of the page of a unit.
package struct UnitFacts: Sendable {
    package let record: UnitRecord
    /// The classes with the largest weights, and those with the most negative weights, most negative first.
    package let classesFor: [RankedClass]
    package let classesAgainst: [RankedClass]
    package let images: [UnitImage]
    package let histogram: PooledHistogram
    /// The estimated receptive fields.
    package let receptiveFields: [ReceptiveFieldRecord]
    /// The stored activation masks, in the order of `AtlasReader.segmentations`.
    package let segmentations: [StoredSegmentation]
}

/// A stored activation mask of a unit, without its pixels.
package struct StoredSegmentation: Sendable {
    package let entry: Exploration.Entry
    package let method: String
    /// The parameters as JSON.
    package let configuration: String
    /// The number of pixels in the mask.
    package let area: Int
}

extension Exploration {
    /// Returns the contents of the page of a unit.
    ///
    /// - Parameter count: The number of classes for and against it.
    package func facts(of id: UnitID, classes count: Int = 10) throws -> UnitFacts? {
        guard units.indices.contains(id.value) else { return nil }
        let ranked = layer.map { UnitRanking.classes(by: $0.column(id)) } ?? []
        return UnitFacts(
            record: units[id.value], classesFor: Array(ranked.prefix { $0.weight > 0 }.prefix(count)),
            classesAgainst: Array(ranked.reversed().prefix { $0.weight < 0 }.prefix(count)), images: try best(of: id),
            histogram: try histogram(of: id),
            receptiveFields: try reader.receptiveFields(of: id),
            segmentations: try reader.segmentations(of: id).compactMap { record in
                image(path: record.image).map {
                    StoredSegmentation(
                        entry: $0, method: record.method, configuration: record.configuration, area: record.mask.area)
                }
            })
    }

    /// Returns the strongest class of a unit and its weight; nil without a head.
    package func strongestClass(of unit: UnitID) -> RankedClass? {
        guard let head = layer else { return nil }
        let (values, units) = (head.weights.values, head.unitCount)
        var best = 0
        for id in 0..<head.classCount where values[id * units + unit.value] > values[best * units + unit.value] {
            best = id
        }
        return RankedClass(classID: ClassID(best), weight: values[best * units + unit.value], rank: 1)
    }
}
