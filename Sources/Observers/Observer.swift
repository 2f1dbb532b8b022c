public import Units

/// Collects something over one pass of the images.
///
/// `merge` is associative and commutative, and what is collected depends neither on the order of the images nor on how
/// they were split: bit for bit.
public protocol Observer: Sendable {
    associatedtype Summary

    /// Takes one image in; `path` tells it from the others.
    mutating func observe(_ observation: Observation, path: String)
    /// Takes in what another observer of the same kind has seen of other images.
    mutating func merge(_ other: Self)
    var summary: Summary { get }
}
