package import Tensors
package import Units

/// Sums over images from which units are removed. U units.
package protocol AblationSum: Sendable {
    /// Adds images of a head that is linear in the pooled activations.
    ///
    /// - Parameters:
    ///   - features: Pooled activations [N, U].
    ///   - labels: [N], nil for an image to leave out.
    mutating func add(features: Tensor, labels: [ClassID?])

    /// Adds an image of a head whose class map comes before a ReLU and the average.
    ///
    /// - Parameter maps: [U, H, W]
    mutating func add(maps: Tensor, label: ClassID)

    /// Adds the sums over other images with the same head.
    mutating func merge(_ other: Self)
}
