public import Images
public import Tensors
public import Units

/// Everything that affects what an index holds, but for the network and its preprocessing; stored in the atlas, and
/// compared when it is gone on with.
public struct IndexConfiguration: Codable, Equatable, Sendable {
    /// Images kept for each unit.
    public var top: Int
    /// Arithmetic of the network.
    public var precision: Precision
    /// How many of the trunk's last strides became dilations.
    public var dilation: Int
    /// How image files become pixels.
    public var decoding: DecodingOptions
    /// Theoretical, of the layer's cells; nil where they have none in common.
    public var receptiveField: ReceptiveField?
    /// Where things lay when the atlas was last written; may change without the atlas being another.
    public var model: String
    public var images: String
    /// A labels file; nil: the images' folders.
    public var labels: String?

    /// Whether the activations came from files; `model` is then the file of the maps, and there is no network.
    public var imported: Bool?

    /// What computed the first images; another gives the same values to rounding, but not to the bit.
    public var engine: String?

    /// Members that say where files lie or what computes, not what the atlas holds.
    static let movable: Set<String> = ["model", "images", "labels", "engine"]

    /// The defaults of `unit-atlas index`.
    public init(
        top: Int = 16, precision: Precision = .f32, decoding: DecodingOptions = DecodingOptions(), model: String,
        images: String, labels: String? = nil, receptiveField: ReceptiveField? = nil, dilation: Int = 0,
        engine: String? = nil
    ) {
        self.top = top
        self.precision = precision
        self.dilation = dilation
        self.decoding = decoding
        self.model = model
        self.images = images
        self.labels = labels
        self.receptiveField = receptiveField
        self.engine = engine
    }
}
