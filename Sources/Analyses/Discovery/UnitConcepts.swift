package import Tensors
package import Units

/// The level that a unit's enlarged map must reach to count as active (Bau et al., Network Dissection, CVPR 2017,
/// §2.2).
package struct UnitLevel: Sendable, Equatable {
    package enum Rule: String, Sendable, Equatable {
        /// The value that 0.5 % of the unit's cells exceed, over all images.
        case quantile
        /// Half of the unit's maximum, if that value is uninformative: 0 for a unit with fewer active cells, or the
        /// maximum for a unit that saturates (ReLU6), where `>` would select nothing.
        case fraction
    }

    /// Infinite for a unit that is never active.
    package let level: Float
    package let rule: Rule

    package init(_ unit: UnitRecord) {
        let isInformative = Segmentation.isInformative(unit)
        rule = isInformative ? .quantile : .fraction
        let half = Segmentation.fraction * unit.response.maximum
        level = isInformative ? unit.response.threshold : half > 0 ? half : .infinity
    }
}

/// Pixel counts of active units and of concepts over images. U units, C concepts.
package struct UnitConceptTally: Sendable, Equatable, Codable {
    package let concepts: Int
    package private(set) var images = 0
    /// [U, C]: pixels in both.
    package private(set) var intersections: [Int]
    /// [U] and [C].
    package private(set) var unitPixels: [Int]
    package private(set) var conceptPixels: [Int]

    /// Counts over no images.
    package init(units: Int, concepts: Int) {
        self.concepts = concepts
        intersections = [Int](repeating: 0, count: units * concepts)
        unitPixels = [Int](repeating: 0, count: units)
        conceptPixels = [Int](repeating: 0, count: concepts)
    }

    /// Adds an image whose units are active at `regions`.
    ///
    /// - Parameters:
    ///   - regions: The active pixels (row-major indices) of each unit that has any.
    ///   - objects: Masks of one size, at most one per concept.
    ///   - ignored: Pixels outside of all objects, which do not count.
    package mutating func add(
        regions: [(unit: Int, pixels: [Int32])], objects: [(name: Int, mask: Mask)], ignored: Mask? = nil
    ) {
        images += 1
        for object in objects { conceptPixels[object.name] += object.mask.area }
        for region in regions {
            let counted = ignored.map { mask in region.pixels.count { !mask.pixels[Int($0)] } }
            unitPixels[region.unit] += counted ?? region.pixels.count
            for object in objects {
                let inside = object.mask.pixels.span
                var count = 0
                for place in region.pixels where inside[Int(place)] { count += 1 }
                intersections[region.unit * concepts + object.name] += count
            }
        }
    }

    package mutating func merge(_ other: UnitConceptTally) {
        images += other.images
        for place in intersections.indices { intersections[place] += other.intersections[place] }
        for unit in unitPixels.indices { unitPixels[unit] += other.unitPixels[unit] }
        for concept in conceptPixels.indices { conceptPixels[concept] += other.conceptPixels[concept] }
    }

    /// Returns the intersection over union over all images; 0 if both are empty.
    package func intersectionOverUnion(unit: Int, concept: Int) -> Double {
        let both = intersections[unit * concepts + concept]
        return Mask.intersectionOverUnion(both, unitPixels[unit] + conceptPixels[concept] - both)
    }

    /// Returns the concepts that overlap a unit, by descending intersection over union; equal ones in their order.
    package func ranking(unit: Int) -> [(concept: Int, intersectionOverUnion: Double)] {
        let overlaps = (0..<concepts).map { intersectionOverUnion(unit: unit, concept: $0) }
        return Largest.indices(overlaps).prefix { overlaps[$0] > 0 }.map { ($0, overlaps[$0]) }
    }
}

/// The regions in which units are active in one image.
package enum ActiveRegions {
    /// Returns for each unit that reaches its level the pixels (row-major indices) of its enlarged map that do.
    ///
    /// Enlarging never exceeds the largest cell, so most maps need not be enlarged.
    /// - Parameters:
    ///   - maps: [U, H, W]
    ///   - levels: [U]
    package static func regions(
        _ maps: Tensor, levels: [UnitLevel], by enlargement: MapEnlargement
    ) -> [(unit: Int, pixels: [Int32])] {
        let (height, width) = (maps.shape[1], maps.shape[2])
        let cells = height * width
        return levels.indices.compactMap { unit in
            let level = levels[unit].level
            let values = maps.values[unit * cells..<(unit + 1) * cells]
            guard let largest = values.max(), largest >= level else { return nil }
            let pixels = enlargement.pixels(
                of: Plane(height: height, width: width, values: Array(values)), reaching: level)
            return pixels.isEmpty ? nil : (unit, pixels)
        }
    }
}

/// What units detect (Network Dissection): for each the concept of the largest intersection over union.
public struct UnitNaming: Sendable, Equatable {
    /// From which intersection over union a unit is a detector of its concept (§2.3).
    public static let detector = 0.04

    /// A unit's best concept.
    public struct Name: Sendable, Equatable {
        /// The concept's index.
        public let concept: Int
        /// Intersection over union of the unit and the concept.
        public let intersectionOverUnion: Double
        /// Its mean over random orders of the images' concepts.
        public let chance: Double
        /// How often chance gives the unit an intersection over union as large with any concept.
        public let p: Double
        /// `p` adjusted for the number of units that have a name; see ``FalseDiscovery``.
        public let q: Double
        /// The same concept chosen on one half of the images and measured on the other: not raised by the choice; nil where
        /// that half shows no concept to the unit.
        public let heldOut: Double?

        /// Whether the overlap alone is that of a detector, in Network Dissection's sense.
        public var overlaps: Bool { intersectionOverUnion > UnitNaming.detector }
        /// Whether chance explains the overlap.
        public var isByChance: Bool { !(q < FalseDiscovery.rate) }
        /// Whether the unit counts as a detector of the concept: the overlap is large enough and not explained by chance.
        public var isDetector: Bool { overlaps && !isByChance }
        /// The same with the concept chosen on one half of the images and measured on the other.
        public var isHeldOutDetector: Bool { (heldOut ?? 0) > UnitNaming.detector && !isByChance }
    }

    /// Over all images [U]; nil for a unit that meets none.
    public let names: [Name?]

    /// - Parameters:
    ///   - choosing: One half of the images.
    ///   - measuring: The other.
    package init(choosing: UnitConceptTally, measuring: UnitConceptTally, chance: ConceptChance) {
        var all = choosing
        all.merge(measuring)
        let best = all.unitPixels.indices.map { all.ranking(unit: $0).first }
        let named = best.indices.filter { best[$0] != nil }
        let q = Dictionary(
            zip(named, FalseDiscovery.adjusted(named.map { chance.p[$0] })), uniquingKeysWith: { first, _ in first })
        names = best.enumerated().map { unit, best in
            best.map { best in
                Name(
                    concept: best.concept, intersectionOverUnion: best.intersectionOverUnion,
                    chance: chance.mean(unit: unit, concept: best.concept), p: chance.p[unit], q: q[unit] ?? 1,
                    heldOut: choosing.ranking(unit: unit).first.map {
                        measuring.intersectionOverUnion(unit: unit, concept: $0.concept)
                    })
            }
        }
    }

    /// The number of units with a name for which a condition holds.
    package func count(_ condition: (Name) -> Bool) -> Int { names.count { $0.map(condition) ?? false } }
}
