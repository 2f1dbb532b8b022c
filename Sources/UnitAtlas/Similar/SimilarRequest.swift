public import Units

/// Which images are to be compared with one, and by what.
public struct SimilarRequest: Sendable {
    /// A path in the atlas, or its end; or a file that the network is run on.
    public var image: String
    /// The units to compare; nil: all, or those of `record`.
    public var units: [UnitID]?
    /// A class of the head: its strongest units are compared, each with its weight.
    public var record: ClassRecord?
    /// How many of the class's strongest units.
    public var unitCount = 20
    /// How many images.
    public var top = 10
    /// A head of the atlas; nil is the network's own.
    public var head: String?
    /// Where network and images lie now, when not where they were.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var images: String?
    /// The number of threads.
    public var threads = 1

    /// A request for the images nearest to `image`.
    public init(image: String) { self.image = image }
}
