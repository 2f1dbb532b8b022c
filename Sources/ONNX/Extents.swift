import Tensors

/// Checks extents from a file before they are used.
enum Extents {
    /// The maximum number of elements of a value: 8 GiB of float32.
    static let largestCount = 1 << 31

    /// Returns the shape of `extents`; nil if one is negative or the product of the non-zero ones exceeds `largestCount`.
    ///
    /// No product of extents of the result can overflow.
    static func shape(_ extents: [Int]) -> Shape? {
        guard extents.count <= 32 else { return nil }
        var product = 1
        for extent in extents {
            guard extent >= 0, extent <= largestCount else { return nil }
            product *= max(extent, 1)
            guard product <= largestCount else { return nil }
        }
        return Shape(extents)
    }

    /// Returns a list that may not be a valid shape as text: `2×-1×7`.
    static func text(_ extents: [Int]) -> String {
        extents.isEmpty
            ? "scalar" : extents.prefix(32).map(String.init).joined(separator: "×") + (extents.count > 32 ? "×..." : "")
    }
}
