package import Units

/// Accumulates a summary over one pass of the images.
///
/// `merge` is associative and commutative, and the summary does not depend on the order of the images or how they were
/// split, bit for bit.
package protocol Observer: Sendable {
    associatedtype Summary

    /// Adds one image, identified by `path`.
    mutating func observe(_ observation: Observation, path: String)
    /// Adds what another observer of the same kind has accumulated over other images.
    mutating func merge(_ other: Self)
    var summary: Summary { get }
}
