public import Images
public import Tensors
public import Units

/// The settings, apart from the network and its preprocessing, that determine the contents of an atlas, and the paths
/// of its files.
///
/// Stored as JSON in `atlas.configuration`, with these members. Indexing resumes only if all members except the movable
/// ones are equal.
public struct IndexSettings: Codable, Equatable, Sendable {
    /// The number of images kept for each unit.
    public var top: Int
    /// The arithmetic of the network.
    public var precision: Precision
    /// The number of the backbone's last strides that were replaced by dilations.
    public var dilation: Int
    /// How image files are decoded.
    public var decoding: DecodingOptions
    /// The theoretical receptive field of the layer's cells; nil if there is no common one.
    public var receptiveField: ReceptiveField?
    /// The model's path when the atlas was last written.
    public var model: String
    /// The path of the image folder or list when the atlas was last written.
    public var images: String
    /// The path of the labels file; nil if the labels are the names of the images' folders.
    public var labels: String?
    /// The number added to numeric labels to get class indices; nil for none.
    public var labelOffset: Int?

    /// Whether the activations were imported. If so, `model` is the file of the maps, and there is no network.
    public var imported: Bool?

    /// The engine that indexed the first images. Other engines compute the same values up to rounding, but not bit for
    /// bit.
    public var engine: String?

    /// The members that may change: the paths of files, the engine, and the labels' offset, because labels themselves are
    /// compared.
    static let movable: Set<String> = ["model", "images", "labels", "labelOffset", "engine"]

    /// Creates settings with the defaults of `unit-atlas index`.
    public init(
        top: Int = 16, precision: Precision = .f32, decoding: DecodingOptions = DecodingOptions(), model: String,
        images: String, labels: String? = nil, labelOffset: Int? = nil, receptiveField: ReceptiveField? = nil,
        dilation: Int = 0,
        engine: String? = nil
    ) {
        self.top = top
        self.precision = precision
        self.dilation = dilation
        self.decoding = decoding
        self.model = model
        self.images = images
        self.labels = labels
        self.labelOffset = labelOffset == 0 ? nil : labelOffset
        self.receptiveField = receptiveField
        self.engine = engine
    }

    /// Whether the activations were imported, so that there is no network to run.
    public var isImported: Bool { imported == true }
}
