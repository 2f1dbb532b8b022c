public import Tensors
public import Units

/// Which receptive fields are to be estimated, and how.
public struct FieldRequest: Sendable {
    /// Which units.
    public enum Selection: Sendable, Equatable {
        case all
        /// As `UnitSelection` reads them.
        case units([String])
        /// The `top` units of a class by weight.
        case classUnits(String, top: Int)
    }

    public var atlas: String
    public var selection = Selection.all
    /// Where the network and the images lie now, when not where they were.
    public var model: String?
    public var folder: String?
    /// Side of the patch, and pixels from a place to the next.
    public var patch = 11
    public var stride = 3
    /// A unit's best images, as many as there are up to this number.
    public var images = 9
    /// Arithmetic of the network; nil: the atlas's.
    public var precision: Precision?
    /// Share of the map's sum that the square of a field's size holds.
    public var share = 0.5
    public var seed: UInt64 = 1
    public var threads = 2
    /// Run the whole network on every covered image.
    public var isPlain = false

    public init(atlas: String) { self.atlas = atlas }
}

/// How fields were estimated: what `receptive_field.configuration` holds, all that a field depends on besides the unit's
/// best images.
public struct FieldConfiguration: Codable, Equatable, Sendable {
    /// Side of the patch and pixels from a place to the next, on the network's input.
    public let patch: Int
    public let stride: Int
    /// What covers: even noise over the 256 levels of each channel of each pixel, for each place its own.
    public let noise: String
    public let seed: UInt64
    /// A unit's best images, as many as there are up to this number.
    public let images: Int
    public let precision: Precision
    /// What is measured: the value at the image's peak cell before a final Clip, less the same when covered.
    public let measure: String
    /// What maps are centred on.
    public let center: String
    /// What the mean of a pixel is over.
    public let mean: String
    /// Share of the map's sum in the square of `size`.
    public let share: Double
    /// Extents of the network's input.
    public let inputWidth: Int
    public let inputHeight: Int
    /// Of the layer's cells; nil where they see the whole image.
    public let theoretical: ReceptiveField?
    /// Where the map's first pixel lies from the first pixel of the theoretical field.
    public let originX: Int
    public let originY: Int

    /// What the table's column `method` says.
    public static let method = "occlusion"

    /// Where the centre of the theoretical field lies in the map, in pixels from the outer corner of the first: what is set
    /// at the centre of a cell, where the field is laid over an image.
    public var centerInMap: (x: Double, y: Double) {
        (
            theoretical.map { Double($0.horizontal.size) / 2 - Double(originX) } ?? Double(inputWidth - originX),
            theoretical.map { Double($0.vertical.size) / 2 - Double(originY) } ?? Double(inputHeight - originY)
        )
    }
}

/// How far an estimation is: covered images seen, in this run and in all.
public struct FieldOutcome: Sendable, Equatable {
    /// Units with a field of the configuration now, of those asked for.
    public var units: [UnitID] = []
    /// Units that no image excites.
    public var silent: [UnitID] = []
    /// Covered images that this run looked at, and images that they were made from.
    public var covered = 0
    public var images = 0
    public var seconds = 0.0
    /// JSON, as stored.
    public var configuration = ""
    /// The class whose units were asked for.
    public var classRecord: ClassRecord?
}
