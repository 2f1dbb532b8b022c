public import Analyses
public import Annotations
import Units

/// A concept to learn from images with it and images without it.
public struct ConceptRequest: Sendable {
    /// The name of the concept, and of its head in the atlas.
    public var name: String
    /// The images with the concept.
    public var positives: ImageSelection
    /// The images without it.
    public var negatives = ImageSelection.others(count: nil)
    /// How the head is fitted.
    public var recipe = HeadRecipe(loss: .svm, cost: nil)
    /// Masks or boxes of objects in the images; nil for none.
    public var objects: ObjectSource?
    /// The object's name in the masks or boxes; nil: the concept's name.
    public var object: String?
    /// Whether a head of this name may be replaced.
    public var replaces = false
    /// The path to the model, if it moved since indexing.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var images: String?
    /// The folder of the sheet; nil to draw none.
    public var output: String?
    /// The number of threads.
    public var threads = 2

    /// Creates a request with default settings.
    public init(name: String, positives: ImageSelection) {
        self.name = name
        self.positives = positives
    }

    /// The classes of the head: the concept, and everything else.
    var classes: [ClassRecord] {
        [name, "not \(name)"].enumerated().map { ClassRecord(id: ClassID($0), name: $1, wnid: nil) }
    }

    /// The smallest useful number of images with the concept, and without it.
    public static let minimumImages = 10
}
