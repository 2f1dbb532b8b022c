/// The effect of removing more and more units: how many images are still classified correctly, and the logit of their
/// own class.
package struct AblationCurve: Sendable, Equatable {
    /// The number of images.
    package private(set) var images = 0
    /// Correctly classified images with 0, 1, 2 ... units removed.
    package private(set) var correct: [Int]
    /// The sum of the own class's logits with 0, 1, 2 ... units removed.
    package private(set) var logit: [Double]

    /// A curve over no images, for up to `count` units.
    package init(count: Int) {
        correct = [Int](repeating: 0, count: count + 1)
        logit = [Double](repeating: 0, count: count + 1)
    }

    /// Adds an image.
    ///
    /// - Parameter state: The result with a number of units removed; called with 0, 1, 2 ... in order.
    mutating func add(_ state: (Int) -> (own: Float, isRight: Bool)) {
        images += 1
        for step in correct.indices {
            let (own, isRight) = state(step)
            if isRight { correct[step] += 1 }
            logit[step] += Double(own)
        }
    }

    /// Adds a curve of the same length over other images.
    mutating func merge(_ other: AblationCurve) {
        images += other.images
        for step in correct.indices {
            correct[step] += other.correct[step]
            logit[step] += other.logit[step]
        }
    }

    /// The fraction of images classified correctly with `step` units removed.
    package func accuracy(_ step: Int) -> Double { images > 0 ? Double(correct[step]) / Double(images) : 0 }

    /// The mean logit of the own class with `step` units removed.
    package func meanLogit(_ step: Int) -> Double { images > 0 ? logit[step] / Double(images) : 0 }
}
