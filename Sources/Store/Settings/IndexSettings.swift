public import Images
public import Tensors
public import Units

/// What determines the contents of an atlas besides the network and its preprocessing, and where the files were.
///
/// Stored as JSON in `atlas.configuration`, with these members. When an index is resumed, all members but the movable ones
/// have to be equal.
public struct IndexSettings: Codable, Equatable, Sendable {
    /// Images kept for each unit.
    public var top: Int
    /// Arithmetic of the network.
    public var precision: Precision
    /// How many of the backbone's last strides became dilations.
    public var dilation: Int
    /// How image files become pixels.
    public var decoding: DecodingOptions
    /// The theoretical receptive field of the layer's cells; nil where no one field holds for all cells.
    public var receptiveField: ReceptiveField?
    /// The model's path when the atlas was last written.
    public var model: String
    /// The path of the image folder or list when the atlas was last written.
    public var images: String
    /// The path of the labels file; nil: labels are the images' folders.
    public var labels: String?
    /// What is added to numbers in labels to make indices of classes; nil: nothing.
    public var labelOffset: Int?

    /// Whether the activations were imported; `model` is then the file of the maps, and there is no network.
    public var imported: Bool?

    /// What computed the first images. Another engine gives the same values to rounding, but not to the bit.
    public var engine: String?

    /// Members that say where files are, what computes, or how labels are read, which are compared themselves; they may change.
    static let movable: Set<String> = ["model", "images", "labels", "labelOffset", "engine"]

    /// Settings with the defaults of `unit-atlas index`.
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

    /// Whether the activations were imported, so that no network can be run again.
    public var isImported: Bool { imported == true }
}
