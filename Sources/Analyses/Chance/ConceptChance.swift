import Tensors
import Units
import Workers

/// How well units match concepts by chance: each image's units are compared with the concepts of another image, in many
/// random orders of the images. U units, C concepts.
///
/// A unit's statistic is its largest intersection over union with any concept, so its p-value pays for the choice of the
/// best concept. It is exact (Phipson and Smyth, 2010): under the hypothesis that the unit does not follow what an image
/// shows, at most a share p of repetitions has a p-value of at most p.
package struct ConceptChance: Sendable, Equatable {
    /// [U]; 1 for a unit that overlaps nothing.
    package let p: [Double]
    /// [U, C]: mean intersection over union over the orders.
    package let means: [Double]
    /// Number of orders that the smallest p-values rest on.
    package let orders: Int
    /// Mean number of units whose statistic is above ``UnitNaming/detector`` in a random order.
    package let detectors: Double
    private let concepts: Int

    /// Mean intersection over union of a unit and a concept over the orders.
    package func mean(unit: Int, concept: Int) -> Double { means[unit * concepts + concept] }

    /// The number of orders that let a single unit among all of them be found: its p-value, the smallest possible, times
    /// the number of units is below ``FalseDiscovery/rate``.
    package static func orders(units: Int) -> Int { max(1000, Int(rounding: Double(units) / FalseDiscovery.rate, .up)) }

    /// Orders between which units are dropped that as many random orders as `enough` have reached or exceeded: their
    /// p-values are known well enough (Besag and Clifford, 1991).
    private static let batch = 200
    private static let enough = 50

    /// - Parameters:
    ///   - orders: The largest number of orders.
    ///   - threads: The result does not depend on it.
    package init(
        _ regions: SampledRegions, units: Int, concepts: Int, orders: Int, seed: UInt64, threads: Int
    ) {
        let overlaps = RegionOverlaps(regions, units: units, concepts: concepts)
        let observed = overlaps.largest(overlaps.all(partners: Array(0..<regions.images), of: nil))
        var total = Trials(units: units, concepts: concepts)
        var open = observed.map { $0 > 0 }
        var done = 0
        while done < orders, open.contains(true) {
            let batch = Array(done..<min(done + Self.batch, orders))
            let found = stride(from: 0, to: batch.count, by: 10).map { batch[$0..<min($0 + 10, batch.count)] }
                .concurrentMap(threads: threads) { [open] places in
                    var trials = Trials(units: units, concepts: concepts)
                    for place in places {
                        var random = SeededRandom(seed: seed, 5, UInt64(place))
                        let partners = random.shuffled(Array(0..<regions.images))
                        trials.add(overlaps.all(partners: partners, of: open), open, observed)
                    }
                    return trials
                }
            for trials in found { total.merge(trials) }
            done += batch.count
            for unit in open.indices where total.reached[unit] >= Self.enough { open[unit] = false }
        }
        self.orders = done
        self.concepts = concepts
        p = observed.indices.map { unit in
            observed[unit] > 0 ? Double(1 + total.reached[unit]) / Double(1 + total.count[unit]) : 1
        }
        means = total.sums.indices.map { total.sums[$0] / Double(max(1, total.count[$0 / max(1, concepts)])) }
        detectors = observed.indices.reduce(0) {
            $0 + Double(total.detecting[$1]) / Double(max(1, total.count[$1]))
        }
    }

    /// Results as given.
    init(p: [Double], means: [Double], concepts: Int, orders: Int = 0, detectors: Double = 0) {
        (self.p, self.means, self.concepts, self.orders, self.detectors) = (p, means, concepts, orders, detectors)
    }

    /// What the orders have shown so far.
    private struct Trials: Sendable {
        let concepts: Int
        /// [U]: orders, those that reached the observed statistic, and those above the threshold of detectors.
        var count: [Int]
        var reached: [Int]
        var detecting: [Int]
        /// [U, C]: sums of intersections over unions.
        var sums: [Double]

        init(units: Int, concepts: Int) {
            self.concepts = concepts
            count = [Int](repeating: 0, count: units)
            (reached, detecting) = (count, count)
            sums = [Double](repeating: 0, count: units * concepts)
        }

        mutating func add(_ overlaps: [Double], _ open: [Bool], _ observed: [Double]) {
            for unit in open.indices where open[unit] {
                var largest = 0.0
                for place in unit * concepts..<(unit + 1) * concepts {
                    sums[place] += overlaps[place]
                    largest = max(largest, overlaps[place])
                }
                count[unit] += 1
                if largest >= observed[unit] { reached[unit] += 1 }
                if largest > UnitNaming.detector { detecting[unit] += 1 }
            }
        }

        mutating func merge(_ other: Trials) {
            for unit in count.indices {
                count[unit] += other.count[unit]
                reached[unit] += other.reached[unit]
                detecting[unit] += other.detecting[unit]
            }
            for place in sums.indices { sums[place] += other.sums[place] }
        }
    }
}

/// Intersections over unions of units and concepts, where the concepts of each image are those of another.
struct RegionOverlaps: Sendable {
    private let regions: SampledRegions
    private let concepts: Int
    /// [U] and [C]: cells over all images.
    private var unitCells: [Int]
    private var conceptCells: [Int]

    init(_ regions: SampledRegions, units: Int, concepts: Int) {
        self.regions = regions
        self.concepts = concepts
        unitCells = [Int](repeating: 0, count: units)
        conceptCells = [Int](repeating: 0, count: concepts)
        for region in regions.regions {
            for place in region.first..<region.end {
                unitCells[region.unit] += regions.words[place].nonzeroBitCount
            }
        }
        for (place, word) in regions.conceptWords.enumerated() {
            conceptCells[regions.concepts[place / RegionGrid.side]] += word.nonzeroBitCount
        }
    }

    /// Returns the intersections over unions [U, C]; 0 for units that are left out.
    ///
    /// - Parameters:
    ///   - partners: For each image the one whose concepts it is compared with.
    ///   - open: [U]: the units to compute; nil for all.
    func all(partners: [Int], of open: [Bool]?) -> [Double] {
        var intersections = [Int](repeating: 0, count: unitCells.count * concepts)
        let (words, rows, other) = (regions.words.span, regions.rows.span, regions.conceptWords.span)
        for (image, partner) in partners.enumerated() {
            let shown = regions.conceptRange(partner)
            guard !shown.isEmpty else { continue }
            for region in regions.regions[regions.regionRange(image)] where open?[region.unit] ?? true {
                for concept in shown {
                    let base = concept * RegionGrid.side
                    var both = 0
                    for place in region.first..<region.end {
                        both += (words[place] & other[base + Int(rows[place])]).nonzeroBitCount
                    }
                    intersections[region.unit * concepts + regions.concepts[concept]] += both
                }
            }
        }
        return intersections.indices.map { place in
            let (unit, concept) = place.quotientAndRemainder(dividingBy: concepts)
            guard open?[unit] ?? true else { return 0 }
            let union = unitCells[unit] + conceptCells[concept] - intersections[place]
            return Mask.intersectionOverUnion(intersections[place], union)
        }
    }

    /// Returns each unit's largest value [U] of values [U, C].
    func largest(_ values: [Double]) -> [Double] {
        unitCells.indices.map { values[$0 * concepts..<($0 + 1) * concepts].max() ?? 0 }
    }
}
