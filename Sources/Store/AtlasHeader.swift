public import Images

/// What an atlas is made from: the row of its table `atlas`.
public struct AtlasHeader: Sendable, Equatable {
    /// The network's name: its folder's or its file's.
    public var modelName: String
    /// The SHA-256 of the model's file, in lower-case hexadecimal.
    public var modelSHA256: String
    /// The name of the indexed layer's output.
    public var layer: String
    /// The map resolution, in cells.
    public var mapHeight: Int
    /// The width of a map, in cells.
    public var mapWidth: Int
    /// How an image becomes the network's input.
    public var preprocessing: Preprocessing
    /// What determines the contents of the atlas, and where its files were.
    public var settings: IndexSettings
    /// The version of the program that created the atlas.
    public var toolVersion: String
    /// When the atlas was created, ISO 8601.
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
