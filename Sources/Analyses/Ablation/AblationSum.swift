public import Tensors
public import Units

/// What is added up over images from which units are taken away. U units.
public protocol AblationSum: Sendable {
    /// Adds images of a head that is linear in the pooled activations.
    ///
    /// - Parameters:
    ///   - features: Pooled activations [N, U].
    ///   - labels: [N], nil for an image that does not count.
    mutating func add(features: Tensor, labels: [ClassID?])

    /// Adds an image of a head whose class map comes before a ReLU and the average.
    ///
    /// - Parameter maps: [U, H, W]
    mutating func add(maps: Tensor, label: ClassID)

    /// Adds what another saw of other images with the same head.
    mutating func merge(_ other: Self)
}
