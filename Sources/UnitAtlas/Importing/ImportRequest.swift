/// A request to build an atlas from activations computed by another program, with N images, U units and K classes.
public struct ImportRequest: Sendable {
    /// A `.npy` file [N, U, H, W]: the activation maps.
    public var maps: String
    /// A `.npy` file [K, U]: the weights of the native head; nil for none.
    public var weights: String?
    /// A `.npy` file [K]: the biases; nil for zeros.
    public var bias: String?
    /// A class list; if nil, classes are named by their indices.
    public var classes: String?
    /// A `.npy` file [N] of class indices, or a CSV as `index` takes it.
    public var labels: String?
    /// A text file with one path per line, N lines; if nil, images are named by their numbers.
    public var paths: String?
    /// The folder that the paths are relative to; if nil, tiles show the maps.
    public var images: String?
    /// The preprocessing, which determines where cells lie in the image; if nil, maps cover the whole image.
    public var preprocessing: PreprocessingChoice?
    /// The name of the layer.
    public var layer = "imported"
    /// Whether the head pools by maximum instead of by mean.
    public var poolsMaximum = false
    /// The number of images kept for each unit.
    public var top = 16
    /// The number of threads. The atlas does not depend on it.
    public var threads = 2

    /// Creates a request to import the maps in a `.npy` file.
    public init(maps: String) { self.maps = maps }
}

/// The results of an import.
public struct ImportOutcome: Sendable, Equatable {
    /// The number of images.
    public let images: Int
    /// The number of units.
    public let units: Int
    /// The number of images with a label.
    public let labelled: Int
    /// The number of labelled images whose label is the most probable class.
    public let correct: Int
    /// The images that were not found in the folder.
    public let absent: Int
}
