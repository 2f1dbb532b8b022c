public import Store
public import Tensors
public import Units

/// Which receptive fields are to be estimated, and how.
public struct FieldRequest: Sendable {
    /// Which units.
    public enum Selection: Sendable, Equatable {
        case all
        case units([UnitID])
        /// The `top` units of a class of the network's own head by weight.
        case classUnits(ClassRecord, top: Int)
    }

    /// Which units.
    public var selection = Selection.all
    /// Where the network and the images lie now, when not where they were.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var folder: String?
    /// Side of the patch, and pixels from a place to the next.
    public var patch = 11
    /// Pixels from one place of the patch to the next.
    public var stride = 3
    /// A unit's best images, as many as there are up to this number.
    public var images = 9
    /// Arithmetic of the network; nil: the atlas's.
    public var precision: Precision?
    /// Share of the map's sum that the square of a field's size holds.
    public var share = 0.5
    /// The seed of what is drawn at random.
    public var seed: UInt64 = 1
    /// The number of threads.
    public var threads = 2
    /// Run the whole network on every covered image.
    public var isPlain = false

    /// The number of units of a class that are taken where no number is given.
    public static let defaultTop = 8

    /// A request with everything at its default.
    public init() {}
}

/// How far an estimation is: covered images seen, in this run and in all.
public struct FieldOutcome: Sendable, Equatable {
    /// Units with a field of the configuration now, of those requested.
    public internal(set) var units: [UnitID] = []
    /// Units that no image activates.
    public var inactive: [UnitID] = []
    /// Covered images that this run looked at, and images that they were made from.
    public var covered = 0
    /// Images that were covered.
    public var images = 0
    /// How long the run took, in seconds.
    public var seconds = 0.0
    /// How the fields were estimated.
    public let configuration: FieldConfiguration
    /// The class whose units were requested.
    public var classRecord: ClassRecord?
}
