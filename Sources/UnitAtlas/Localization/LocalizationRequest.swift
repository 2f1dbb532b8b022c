public import Analyses
import Store
public import Units

/// What to localize, and how.
public struct LocalizationRequest: Sendable {
    /// One half of the images, by their places in the order of paths' bytes, counted from 0.
    public enum Half: String, Sendable, CaseIterable {
        case even
        case odd

        var other: Half { self == .even ? .odd : .even }
    }

    /// The boxes that people drew.
    public var boxes: String
    /// Labels instead of the atlas's.
    public var labels: String?
    /// A folder of masks, named as the images; not black is the object. And of what is to be ignored.
    public var masks: String?
    /// A folder of masks of what counts neither as object nor as background.
    public var ignored: String?
    /// Where network and images lie now, when not where they were.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var images: String?
    /// Instead of the atlas's.
    public var dilation: Int?
    /// Whose classes, labels and weights: a head of the atlas; nil is the network's own.
    public var head: String?
    /// Of a trained head: all of its images, or those that it was fitted to or tested on.
    public var part = AblationStudy.Part.all
    /// Of these images alone, by path; nil: all.
    var only: Set<ImagePath>?
    /// How boxes are made from maps.
    public var rule = LocalizationProtocol.paper
    /// Of the map's maximum (paper), or τ (wsol); nil: 0.2. The release has its own levels.
    public var threshold: Float?
    /// The half that a threshold is chosen on; the other half is reported.
    public var chooses: Half?
    /// What becomes of the class's weights before they are used: nothing, a ReLU or a softmax.
    public var weighting = MapWeighting.raw
    /// Whether the run is stored in the atlas.
    public var stores = true
    /// The number of threads.
    public var threads = 2

    /// A request with everything else at its default.
    public init(boxes: String) { self.boxes = boxes }
}

/// One image of a localization run.
public struct LocalizedImage: Sendable, Equatable {
    /// Relative to the image folder.
    public let path: String
    /// The image's class.
    public let label: ClassID
    /// The most probable class.
    public let predicted: ClassID
    /// The image's box and how it compares.
    public let localization: ImageLocalization
    /// What people drew.
    public let truth: [ObjectBox]
    /// The pixels inside and outside its mask by score; nil without a mask.
    public let pixels: PixelPrecision?
}

/// A threshold that was chosen on one half of the images.
public struct ChosenThreshold: Sendable, Equatable {
    /// The threshold, as a fraction of the map's maximum.
    public let threshold: Float
    /// The half that the threshold was chosen on.
    public let half: LocalizationRequest.Half
    /// Images of that half, and their accuracy with the class known at the threshold.
    public let images: Int
    /// Accuracy on that half at the threshold, given the class.
    public let accuracy: Double
}

/// What a localization run found.
public struct LocalizationOutcome: Sendable {
    let atlas: Atlas
    /// What was requested.
    public let request: LocalizationRequest
    /// In the order of their paths' bytes.
    public let images: [LocalizedImage]
    /// The figures over all images.
    public let figures: LocalizationFigures
    /// 95 % of bootstrap samples.
    public let intervals: BootstrapIntervals
    /// PxAP, 0...1, with 95 % of bootstrap samples; nil without masks.
    public let pixelPrecision: (value: Double, interval: BootstrapIntervals.Interval)?
    /// nil for the release's protocol.
    public let threshold: Float?
    /// How the threshold was chosen; nil if it was given.
    public let chosen: ChosenThreshold?
    /// How many of the backbone's last strides are dilations.
    public let dilation: Int
    /// The height of a map, in cells.
    public let mapHeight: Int
    /// The width of a map, in cells.
    public let mapWidth: Int
    /// Network, layer and mapping resolution.
    public let source: String
    /// The head's row in the atlas.
    public let headID: HeadID
    /// The head's classes by index.
    public let classes: [ClassRecord]
    /// Images without a label or a box, which are left out.
    public let unlabelled: Int
    /// Labelled images without a box of their class, which are left out.
    public let withoutBox: Int
    /// What of the boxes could not be used as it is.
    public let boxRemarks: [String]
    /// How many boxes were skipped: malformed ones, and those outside of their image or of another picture.
    public let skippedBoxes: Int
    let truth: LocalizationRun.Truth
    /// Images of the atlas that could not be read, with reasons.
    public let unreadable: [String]
    /// How long the run took, in seconds.
    public let seconds: Double
}
