public import Units

/// Evidence that labels are off by one class, because they count from 1 or lack the background class of a network: few
/// images are predicted as labelled, but most are if every label is shifted by one class.
public struct LabelShift: Sendable, Equatable {
    /// The number to add to the labels: 1 or −1.
    public let offset: Int
    /// The number of labelled images.
    public let count: Int
    /// The number of images whose most probable class is the label.
    public let correct: Int
    /// The number of images whose most probable class is the label shifted by `offset`.
    public let shiftedCorrect: Int

    /// The smallest number of labelled images that is evidence.
    private static let fewest = 8

    /// Returns the evidence; nil if there is none.
    ///
    /// There is evidence if at least 8 images have labels, hardly more of them are correct than by chance (one in
    /// `classes`), and shifted labels make at least half of them correct, and three times as many as the unshifted
    /// labels.
    /// - Parameters:
    ///   - images: The label and the most probable class of every labelled image.
    ///   - classes: The number of classes.
    public init?(_ images: [(label: ClassID, predicted: ClassID)], classes: Int) {
        guard images.count >= Self.fewest, classes > 2 else { return nil }
        let correct = images.count { $0.label == $0.predicted }
        let chance = Double(images.count) / Double(classes)
        guard Double(correct) <= 1.5 * chance + 1 else { return nil }
        let shifted = [-1, 1].map { offset in
            (offset: offset, correct: images.count { $0.label.value + offset == $0.predicted.value })
        }
        let best = shifted[0].correct >= shifted[1].correct ? shifted[0] : shifted[1]
        guard 2 * best.correct >= images.count, best.correct >= 3 * correct else { return nil }
        (offset, count, self.correct, shiftedCorrect) = (best.offset, images.count, correct, best.correct)
    }
}
