package import Tensors
package import Units

/// The effect of removing more and more units of each image's labelled class: by descending weight, by ascending weight, and
/// in random order. U units.
package struct AblationSets: AblationSum {
    package private(set) var strongest: AblationCurve
    package private(set) var weakest: AblationCurve
    package private(set) var random: AblationCurve

    private let head: Head
    private let count: Int
    private let lanes: LogitVectors
    /// By class, the three orders: strongest first, weakest first, random.
    private var orders: [Int: [[Int]]] = [:]

    /// Sums over no images.
    ///
    /// - Parameter count: The largest number of units to remove.
    package init(head: Head, count: Int) {
        (self.head, self.count, lanes) = (head, min(count, head.unitCount), LogitVectors(head))
        strongest = AblationCurve(count: self.count)
        (weakest, random) = (strongest, strongest)
    }

    package mutating func add(features: Tensor, labels: [ClassID?]) {
        let logits = PooledScores.logits(of: features, head: head)
        let (units, classes, lanes, weights) = (head.unitCount, head.classCount, lanes, head.weights.values)
        for (image, label) in labels.enumerated() {
            guard let label = label?.value else { continue }
            var start = lanes.logits(logits.values.span.extracting(image * classes..<(image + 1) * classes))
            start[label / 16][label % 16] = -.infinity
            addCurves(label) { order in
                var (others, own) = (start, logits.values[image * classes + label])
                return { step in
                    let factor = step > 0 ? features.values[image * units + order[step - 1]] : 0
                    if factor != 0 {
                        lanes.remove(order[step - 1], factor: factor, from: &others)
                        own -= factor * weights[label * units + order[step - 1]]
                    }
                    let best = lanes.largest(others.span, without: 0, factor: 0)
                    return (own, lanes.isLargest(own, label: label, others: others, best: best))
                }
            }
        }
    }

    package mutating func add(maps: Tensor, label: ClassID) {
        let whole = MapScores(maps: maps, head: head)
        addCurves(label.value) { order in
            var scores = whole
            return { step in
                if step > 0 { scores.remove(order[step - 1]) }
                return (scores.logits[label.value], scores.isLargest(label.value))
            }
        }
    }

    /// - Parameter states: For an order of units, the result with the first 0, 1, 2 ... of them removed.
    private mutating func addCurves(_ label: Int, _ states: ([Int]) -> (Int) -> (own: Float, isRight: Bool)) {
        let known = orders[label] ?? order(label)
        orders[label] = known
        strongest.add(states(known[0]))
        weakest.add(states(known[1]))
        random.add(states(known[2]))
    }

    private func order(_ label: Int) -> [[Int]] {
        let ranked = UnitRanking.units(of: ClassID(label), head: head, meanPooled: nil).map(\.unit.value)
        return [ranked, ranked.reversed(), Self.shuffled(head.unitCount, seed: UInt64(label))].map {
            Array($0.prefix(count))
        }
    }

    package mutating func merge(_ other: AblationSets) {
        strongest.merge(other.strongest)
        weakest.merge(other.weakest)
        random.merge(other.random)
    }

    /// The units in random order.
    private static func shuffled(_ count: Int, seed: UInt64) -> [Int] {
        var random = SeededRandom(seed: seed)
        return random.shuffled(Array(0..<count))
    }
}
