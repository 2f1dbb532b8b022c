package import Tensors
package import Units

/// The deletion and insertion curves of rankings of units (Petsiuk et al., *RISE*, BMVC 2018): the probability of an image's
/// labelled class as its first units are removed, and as they are added to none.
///
/// A ranking is faithful to the network if the probability falls fast in deletion and rises fast in insertion. Besides the
/// rankings there is a random order, the same for all images of a class. K classes, U units.
package struct RankingCurves: AblationSum {
    /// The areas under an image's curves, as means over the range of steps, 0...1.
    package struct Areas: Sendable, Equatable {
        package let deletion: Double
        package let insertion: Double
    }

    /// The sums of the probability over images at each step.
    package struct Curve: Sendable, Equatable {
        package var deletion: [Double]
        package var insertion: [Double]
    }

    /// The numbers of units at which probabilities are computed, from 0, ascending.
    package let steps: [Int]
    /// One for each ranking; the last is the random order.
    package private(set) var curves: [Curve]
    /// For each image, the areas of each ranking.
    package private(set) var images: [[Areas]] = []
    /// The classes of these images.
    package private(set) var classes: Set<ClassID> = []

    private let head: Head
    private let orders: [ClassID: [[Int]]]
    private let lanes: LogitVectors

    /// The largest number of steps after 0.
    private static let mostSteps = 64

    /// Curves over no images.
    ///
    /// - Parameters:
    ///   - orders: By class, the units in the order of each ranking; images of other classes are left out.
    ///   - rankings: The number of rankings of each class.
    ///   - count: The largest number of units to remove or insert.
    package init(head: Head, orders: [ClassID: [[Int]]], rankings: Int, count: Int) {
        self.head = head
        lanes = LogitVectors(head)
        let count = min(count, head.unitCount)
        let parts = min(Self.mostSteps, count)
        let steps = [0] + (0..<parts).map { ($0 + 1) * count / parts }
        self.steps = steps
        let none = [Double](repeating: 0, count: steps.count)
        curves = Array(repeating: Curve(deletion: none, insertion: none), count: rankings + 1)
        self.orders = Dictionary(orders.map { ($0.key, $0.value + [Self.shuffled(head.unitCount, $0.key)]) }) {
            first, _ in
            first
        }
    }

    private static func shuffled(_ count: Int, _ id: ClassID) -> [Int] {
        var random = SeededRandom(seed: UInt64(id.value))
        return random.shuffled(Array(0..<count))
    }

    package mutating func add(features: Tensor, labels: [ClassID?]) {
        let logits = PooledScores.logits(of: features, head: head)
        let (units, classes, lanes, head) = (head.unitCount, head.classCount, lanes, head)
        let bias = lanes.logits(head.bias.span)
        for (image, label) in labels.enumerated() {
            guard let label else { continue }
            let whole = lanes.logits(logits.values.span.extracting(image * classes..<(image + 1) * classes))
            add(label) { order, isDeletion in
                var state = isDeletion ? whole : bias
                var done = 0
                return { step in
                    for unit in order[done..<step] {
                        let factor = features.values[image * units + unit]
                        if factor != 0 { lanes.remove(unit, factor: isDeletion ? factor : -factor, from: &state) }
                    }
                    done = step
                    return lanes.values(state)
                }
            }
        }
    }

    package mutating func add(maps: Tensor, label: ClassID) {
        let whole = MapScores(maps: maps, head: head)
        var none = whole
        none.removeAll()
        let empty = none
        add(label) { order, isDeletion in
            var state = isDeletion ? whole : empty
            var done = 0
            return { step in
                for unit in order[done..<step] { state.add(unit, factor: isDeletion ? -1 : 1) }
                done = step
                state.update()
                return state.logits
            }
        }
    }

    /// Adds an image.
    ///
    /// - Parameter logits: For an order of units, and for deletion or insertion, what gives the logits [K] with the first units of
    ///   the order removed or inserted; called with each of `steps` in turn.
    private mutating func add(_ label: ClassID, _ logits: ([Int], _ isDeletion: Bool) -> (Int) -> [Float]) {
        guard let orders = orders[label] else { return }
        var areas: [Areas] = []
        for (place, order) in orders.enumerated() {
            func probabilities(_ isDeletion: Bool) -> [Double] {
                let state = logits(order, isDeletion)
                return steps.map { Double(Softmax.probability(of: label.value, in: state($0))) }
            }
            let (deletion, insertion) = (probabilities(true), probabilities(false))
            for step in steps.indices {
                curves[place].deletion[step] += deletion[step]
                curves[place].insertion[step] += insertion[step]
            }
            areas.append(Areas(deletion: area(deletion), insertion: area(insertion)))
        }
        images.append(areas)
        classes.insert(label)
    }

    /// Returns the mean height of a curve over the range of steps, by the trapezoidal rule.
    private func area(_ curve: [Double]) -> Double {
        var sum = 0.0
        for step in steps.indices.dropFirst() {
            sum += Double(steps[step] - steps[step - 1]) * (curve[step] + curve[step - 1]) / 2
        }
        return sum / Double(steps.last ?? 1)
    }

    package mutating func merge(_ other: RankingCurves) {
        for place in curves.indices {
            for step in steps.indices {
                curves[place].deletion[step] += other.curves[place].deletion[step]
                curves[place].insertion[step] += other.curves[place].insertion[step]
            }
        }
        images += other.images
        classes.formUnion(other.classes)
    }
}
