/// The extents of a dense array, outermost first; a batch of images or maps is N×C×H×W.
public struct Shape: Hashable, Sendable, CustomStringConvertible, ExpressibleByArrayLiteral {
    /// The extents, outermost first.
    public let extents: [Int]

    /// - Precondition: no extent is negative.
    public init(_ extents: [Int]) {
        precondition(extents.allSatisfy { $0 >= 0 }, "negative extent in \(extents)")
        self.extents = extents
    }

    /// A shape from a list of extents.
    public init(arrayLiteral elements: Int...) {
        self.init(elements)
    }

    /// The number of axes; 0 for a scalar.
    public var rank: Int { extents.count }

    /// The number of elements; 1 for a scalar.
    public var count: Int { extents.reduce(1, *) }

    /// The extent of an axis.
    public subscript(axis: Int) -> Int { extents[axis] }

    /// `16×3×224×224`; `scalar` without axes.
    public var description: String {
        extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "×")
    }
}
