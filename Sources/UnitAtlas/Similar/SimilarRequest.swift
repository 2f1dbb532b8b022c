/// Which images are to be compared with one, and by what.
public struct SimilarRequest: Sendable {
    public var atlas: String
    /// A path in the atlas, or its end; or a file that the network is run on.
    public var image: String
    /// Units, as `UnitSelection` reads them; empty: all.
    public var units: [String] = []
    /// A class, as `ClassResolver` finds it: its strongest units, each with its weight.
    public var classText: String?
    /// Of a class, so many of its strongest units by weight.
    public var words = 20
    /// How many images.
    public var top = 10
    /// A head of the atlas; nil is the network's own.
    public var head: String?
    /// Where network and images lie now, when not where they were.
    public var model: String?
    public var images: String?
    public var threads = 1

    public init(atlas: String, image: String) {
        self.atlas = atlas
        self.image = image
    }
}
