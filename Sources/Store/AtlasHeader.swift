public import Images

/// The network, layer and settings of an atlas: the row of its table `atlas`.
public struct AtlasHeader: Sendable, Equatable {
    /// The network's name, taken from its folder or file.
    public var modelName: String
    /// The SHA-256 of the model file in lower-case hexadecimal.
    public var modelSHA256: String
    /// The name of the indexed layer's output.
    public var layer: String
    /// The height of a map, in cells.
    public var mapHeight: Int
    /// The width of a map, in cells.
    public var mapWidth: Int
    /// The preprocessing that turns an image into the network's input.
    public var preprocessing: Preprocessing
    /// The other settings that determine the contents of the atlas, and the paths of its files.
    public var settings: IndexSettings
    /// The version of unit-atlas that created the atlas.
    public var toolVersion: String
    /// The time when the atlas was created, in ISO 8601.
    public var createdAt: String

    package init(
        modelName: String, modelSHA256: String, layer: String, mapHeight: Int, mapWidth: Int,
        preprocessing: Preprocessing, settings: IndexSettings, toolVersion: String, createdAt: String
    ) {
        self.modelName = modelName
        self.modelSHA256 = modelSHA256
        self.layer = layer
        self.mapHeight = mapHeight
        self.mapWidth = mapWidth
        self.preprocessing = preprocessing
        self.settings = settings
        self.toolVersion = toolVersion
        self.createdAt = createdAt
    }

    /// The height of the network's input, in pixels.
    public var inputHeight: Int { preprocessing.inputHeight }
    /// The width of the network's input, in pixels.
    public var inputWidth: Int { preprocessing.inputWidth }
}
