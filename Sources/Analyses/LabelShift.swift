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

    /// The smallest numbers of labelled images, and of classes whose images the shift makes correct, that are evidence. A
    /// network may take a single class for its neighbour.
    private static let fewestImages = 8
    private static let fewestClasses = 3

    /// Returns the evidence; nil if there is none.
    ///
    /// There is evidence if at least 8 images have labels, and shifted labels make at least a quarter of them correct, in
    /// three or more classes, three times as many as the unshifted labels and four times as many as chance (one in
    /// `classes`). With three or four classes, all images must be correct; with three, two classes are enough. Decision 19
    /// has the rates of false and missing warnings.
    ///
    /// - Parameters:
    ///   - images: The label and the most probable class of every labelled image.
    ///   - classes: The number of classes.
    public init?(_ images: [(label: ClassID, predicted: ClassID)], classes: Int) {
        guard images.count >= Self.fewestImages, classes > 2 else { return nil }
        let correct = images.count { $0.label == $0.predicted }
        /// Returns the labels of the images that a shift by `offset` makes correct.
        func corrected(_ offset: Int) -> [ClassID] {
            images.filter { $0.label.value + offset == $0.predicted.value }.map(\.label)
        }
        let (down, up) = (corrected(-1), corrected(1))
        let best = down.count >= up.count ? down : up
        guard Set(best).count >= min(Self.fewestClasses, classes - 1), best.count >= 3 * correct,
            4 * best.count >= images.count, best.count * max(classes, 4) >= 4 * images.count
        else { return nil }
        (offset, count) = (down.count >= up.count ? -1 : 1, images.count)
        (self.correct, shiftedCorrect) = (correct, best.count)
    }
}
