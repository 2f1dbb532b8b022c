public import Tensors
public import Units

/// Taking away more and more units of a class: how right its images stay, and how high its logit.
public struct AblationCurve: Sendable, Equatable {
    /// Images it is over.
    public private(set) var images: Int
    /// With 0, 1, 2 ... units gone: images that are right.
    public private(set) var correct: [Int]
    /// Likewise: the sum of the own class's logits.
    public private(set) var logit: [Double]

    /// Removes `order`, one unit after another, from images of one class.
    ///
    /// - Parameters:
    ///   - features: Pooled activations [N, U] of the class's images.
    ///   - head: One that is linear in them.
    public init(features: Tensor, label: ClassID, head: Head, order: [UnitID]) {
        let lanes = LogitLanes(head)
        self.init(features: features, label: label, head: head, order: order, lanes: lanes)
    }

    init(features: Tensor, label: ClassID, head: Head, order: [UnitID], lanes: LogitLanes) {
        let logits = PooledScores.logits(of: features, head: head)
        let (units, classes, label) = (head.unitCount, head.classCount, label.value)
        images = features.shape[0]
        var correct = [Int](repeating: 0, count: order.count + 1)
        var sums = [Double](repeating: 0, count: order.count + 1)
        for image in 0..<images {
            var others = lanes.logits(logits.values.span.extracting(image * classes..<(image + 1) * classes))
            var own = logits.values[image * classes + label]
            others[label / 16][label % 16] = -.infinity
            for step in 0...order.count {
                if step > 0 {
                    let unit = order[step - 1].value
                    let factor = features.values[image * units + unit]
                    if factor != 0 {
                        lanes.remove(unit, factor: factor, from: &others)
                        own -= factor * head.weights.values[label * units + unit]
                    }
                }
                let best = lanes.largest(others.span, without: 0, factor: 0)
                if lanes.isLargest(own, label: label, others: others, best: best) { correct[step] += 1 }
                sums[step] += Double(own)
            }
        }
        (self.correct, logit) = (correct, sums)
    }

    /// Another class's, as long.
    public mutating func merge(_ other: AblationCurve) {
        images += other.images
        for step in correct.indices {
            correct[step] += other.correct[step]
            logit[step] += other.logit[step]
        }
    }

    /// With `step` units gone.
    public func accuracy(_ step: Int) -> Double { images > 0 ? Double(correct[step]) / Double(images) : 0 }

    /// The own class's logit with `step` units gone, on average.
    public func meanLogit(_ step: Int) -> Double { images > 0 ? logit[step] / Double(images) : 0 }
}

/// The same for the strongest units of each class, its weakest, and some drawn at random.
public struct AblationSets: Sendable, Equatable {
    public let strongest: AblationCurve
    public let weakest: AblationCurve
    public let random: AblationCurve

    /// - Parameters:
    ///   - classes: Each with the pooled activations [n, U] of its images.
    ///   - count: Units to take away at most.
    /// - Returns: nil without an image.
    public init?(classes: [(id: ClassID, features: Tensor)], head: Head, count: Int) {
        let lanes = LogitLanes(head)
        let count = min(count, head.unitCount)
        var curves: [AblationCurve] = []
        for (id, features) in classes where features.shape[0] > 0 {
            let ranked = UnitRanking.units(of: id, head: head, meanPooled: nil).map(\.unit)
            let orders = [ranked, ranked.reversed(), Self.shuffled(head.unitCount, seed: UInt64(id.value))]
            let found = orders.map {
                AblationCurve(
                    features: features, label: id, head: head, order: Array($0.prefix(count)), lanes: lanes)
            }
            if curves.isEmpty {
                curves = found
            } else {
                for index in curves.indices { curves[index].merge(found[index]) }
            }
        }
        guard curves.count == 3 else { return nil }
        (strongest, weakest, random) = (curves[0], curves[1], curves[2])
    }

    /// Units in an order that a seed decides: SplitMix64 (Steele, Lea, Flood 2014), and Fisher and Yates.
    private static func shuffled(_ count: Int, seed: UInt64) -> [UnitID] {
        var order = (0..<count).map { UnitID($0) }
        var state = seed
        for place in stride(from: count - 1, to: 0, by: -1) {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            bits ^= bits >> 31
            order.swapAt(place, Int(bits % UInt64(place + 1)))
        }
        return order
    }
}
