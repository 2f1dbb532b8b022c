public import Analyses
public import Annotations
import Units

/// A concept to be learned from images that have it and images that have not.
public struct ConceptRequest: Sendable {
    /// The concept's, and its head's in the atlas.
    public var name: String
    /// The images with the concept.
    public var positives: ImageSelection
    /// The images without it.
    public var negatives = ImageSelection.others(count: nil)
    /// How the head is fitted.
    public var recipe = HeadRecipe(loss: .svm, cost: nil)
    /// Where objects are in images, and the name of those that are the concept; nil: the concept's own.
    public var objects: ObjectSource?
    /// The object's name in the masks or boxes; nil: the concept's name.
    public var object: String?
    /// Whether a head of this name may be replaced.
    public var replaces = false
    /// Where network and images lie now, when not where they were.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var images: String?
    /// The folder that the sheet goes into; nil: none is drawn.
    public var output: String?
    /// The number of threads.
    public var threads = 2

    /// A request with everything else at its default.
    public init(name: String, positives: ImageSelection) {
        self.name = name
        self.positives = positives
    }

    /// The head's: the concept, and the rest.
    var classes: [ClassRecord] {
        [name, "not \(name)"].enumerated().map { ClassRecord(id: ClassID($0), name: $1, wnid: nil) }
    }

    /// Fewer images with the concept, or without it, than these say nothing.
    public static let minimumImages = 10
}
