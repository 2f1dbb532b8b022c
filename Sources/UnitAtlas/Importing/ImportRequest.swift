/// Activations made elsewhere, to become an atlas. N images, U units, K classes.
public struct ImportRequest: Sendable {
    /// A `.npy` file [N, U, H, W]: the activation maps.
    public var maps: String
    /// A `.npy` file [K, U]: the native head; nil: none.
    public var weights: String?
    /// A `.npy` file [K]; nil: zero.
    public var bias: String?
    /// A list of names; nil: classes go by their numbers.
    public var classes: String?
    /// A `.npy` file [N] of class indices, or a CSV as `index` takes it.
    public var labels: String?
    /// A path a line, N lines; nil: images go by their numbers.
    public var paths: String?
    /// The folder that the paths are relative to; nil: tiles show the maps.
    public var images: String?
    /// How an image became the network's input, for the places of cells in it; nil: whole, without a crop.
    public var preprocessing: PreprocessingChoice?
    /// What the layer is called.
    public var layer = "imported"
    /// Whether the head takes each map's maximum, not its mean.
    public var poolsMaximum = false
    /// Images kept for each unit.
    public var top = 16
    /// The number of threads. The atlas does not depend on it.
    public var threads = 2

    /// A request to import the maps of a `.npy` file.
    public init(maps: String) { self.maps = maps }
}

/// What an import made.
public struct ImportOutcome: Sendable, Equatable {
    /// The number of images.
    public let images: Int
    /// The number of units.
    public let units: Int
    /// Images with a label.
    public let labelled: Int
    /// Labelled images whose most probable class is the label.
    public let correct: Int
    /// Images that were not found in the folder.
    public let absent: Int
}
