/// What an atlas is made from: the row of its table `atlas`.
public struct AtlasHeader: Sendable, Equatable {
    public var modelName: String
    /// Of the model's file, in lower-case hexadecimal.
    public var modelSHA256: String
    /// The name of the indexed layer's output.
    public var layer: String
    /// The mapping resolution, in cells.
    public var mapHeight: Int
    public var mapWidth: Int
    /// What the network takes, in pixels.
    public var inputHeight: Int
    public var inputWidth: Int
    /// JSON.
    public var preprocessing: String
    /// JSON: everything that affects a result, and the paths of the model and of the image folder.
    public var configuration: String
    public var toolVersion: String
    /// When the atlas was created, ISO 8601.
    public var createdAt: String

    public init(
        modelName: String, modelSHA256: String, layer: String, mapHeight: Int, mapWidth: Int, inputHeight: Int,
        inputWidth: Int, preprocessing: String, configuration: String, toolVersion: String, createdAt: String
    ) {
        self.modelName = modelName
        self.modelSHA256 = modelSHA256
        self.layer = layer
        self.mapHeight = mapHeight
        self.mapWidth = mapWidth
        self.inputHeight = inputHeight
        self.inputWidth = inputWidth
        self.preprocessing = preprocessing
        self.configuration = configuration
        self.toolVersion = toolVersion
        self.createdAt = createdAt
    }
}
