/// A unit: one channel of the indexed layer, counted from 0.
public struct UnitID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The number.
    public let value: Int
    /// An identifier of this number.
    public init(_ value: Int) { self.value = value }
    /// Orders identifiers by number.
    public static func < (a: UnitID, b: UnitID) -> Bool { a.value < b.value }
    /// The number as text.
    public var description: String { String(value) }
}

/// A class of one head, counted from 0; in the native head the network's output index.
public struct ClassID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The number.
    public let value: Int
    /// An identifier of this number.
    public init(_ value: Int) { self.value = value }
    /// Orders identifiers by number.
    public static func < (a: ClassID, b: ClassID) -> Bool { a.value < b.value }
    /// The number as text.
    public var description: String { String(value) }
}

/// The row of an image in one atlas.
package struct ImageID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    package let value: Int64
    package init(_ value: Int64) { self.value = value }
    package static func < (a: ImageID, b: ImageID) -> Bool { a.value < b.value }
    package var description: String { String(value) }
}

/// The row of a head in one atlas; the network's own is `native`.
public struct HeadID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The number.
    public let value: Int64
    /// An identifier of this number.
    public init(_ value: Int64) { self.value = value }
    /// The network's own head.
    public static let native = HeadID(1)
    /// Orders identifiers by number.
    public static func < (a: HeadID, b: HeadID) -> Bool { a.value < b.value }
    /// The number as text.
    public var description: String { String(value) }
}
