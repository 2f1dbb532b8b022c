public import Units

/// A request for the images most similar to one image.
public struct SimilarRequest: Sendable {
    /// A path in the atlas, or its end; or a file, on which the network is run.
    public var image: String
    /// The units to compare; nil for all, or for those of `record`.
    public var units: [UnitID]?
    /// A class of the head, whose strongest units are compared, each multiplied by its weight.
    public var record: ClassRecord?
    /// The number of strongest units of the class.
    public var unitCount = 20
    /// The number of images to find.
    public var top = 10
    /// A head of the atlas; nil is the network's own.
    public var head: String?
    /// The path to the model, if it moved since indexing.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var images: String?
    /// The number of threads.
    public var threads = 1

    /// A request for the images nearest to `image`.
    public init(image: String) { self.image = image }
}
