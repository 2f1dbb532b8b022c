import Tensors

/// Extents that come from a file, checked before anything is made of them.
enum Extents {
    /// More elements than any value of a network may have: 8 GiB of float32.
    static let largestCount = 1 << 31

    /// The shape of `extents`; nil when one is negative, or when those that are not zero multiply to more than
    /// `largestCount`: no product of any of them can overflow then.
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

    /// `2×-1×7`, for a list that may not be a shape.
    static func text(_ extents: [Int]) -> String {
        extents.isEmpty
            ? "scalar" : extents.prefix(32).map(String.init).joined(separator: "×") + (extents.count > 32 ? "×..." : "")
    }
}
