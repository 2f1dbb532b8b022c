/// Taking away more and more units from images: how many stay right, and how high the logit of their own class.
public struct AblationCurve: Sendable, Equatable {
    /// Images it is over.
    public private(set) var images = 0
    /// With 0, 1, 2 ... units gone: images that are right.
    public private(set) var correct: [Int]
    /// Likewise: the sum of the own class's logits.
    public private(set) var logit: [Double]

    /// Of no image yet, for up to `count` units.
    public init(count: Int) {
        correct = [Int](repeating: 0, count: count + 1)
        logit = [Double](repeating: 0, count: count + 1)
    }

    /// Adds an image.
    ///
    /// - Parameter state: With so many units gone; called with 0, 1, 2 ... in turn.
    mutating func add(_ state: (Int) -> (own: Float, isRight: Bool)) {
        images += 1
        for step in correct.indices {
            let (own, isRight) = state(step)
            if isRight { correct[step] += 1 }
            logit[step] += Double(own)
        }
    }

    /// Adds another of other images, as long.
    mutating func merge(_ other: AblationCurve) {
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
