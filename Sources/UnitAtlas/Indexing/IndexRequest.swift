public import Analyses
public import Images
package import Store
public import Tensors

/// What to index. Settings that are nil are taken from the existing atlas, or else have their defaults.
public struct IndexRequest: Sendable {
    /// An `.onnx` file or a network's folder.
    public var model: String?
    /// A folder, read recursively, or a list file.
    public var images: String?
    /// A CSV of labels; if nil, the name of an image's folder is its label if it is a class.
    public var labels: String?
    /// The number added to numeric labels to get class indices: −1 for labels that count from 1.
    public var labelOffset: Int?
    /// The name of the value whose channels are the units.
    public var layer: String?
    /// The number of the backbone's last strides to replace with dilations; 0 by default.
    public var dilation: Int?
    /// The preprocessing: a preset or a configuration file.
    public var preprocessing: PreprocessingChoice?
    /// A file with the names of the classes.
    public var classes: String?
    /// The number of images kept for each unit.
    public var top: Int?
    /// The arithmetic of the network.
    public var precision: Precision?
    /// How image files are decoded.
    public var decoding: DecodingOptions?
    /// The maximum number of images that a thread takes at a time; results do not depend on it.
    public var batch: Int
    /// The number of threads.
    public var threads: Int
    /// The time between two transactions, which is the most work that killing the process can lose. It is longer if
    /// storing is slow; zero stores each piece.
    public var commitInterval = Duration.seconds(2)
    /// Whether to index again from the start if images changed on disk.
    public var update: Bool

    /// Creates a request that takes all settings from the existing atlas, if there is one.
    public init() {
        batch = 64
        threads = 2
        update = false
    }
}

/// The results of an index run.
public struct IndexOutcome: Sendable, Equatable {
    /// The number of images in the atlas now.
    public var indexed = 0
    /// The number of unreadable images, which are stored with the reason.
    public var skipped = 0
    /// The number of images, indexed or skipped, that this run added.
    public var added = 0
    /// The engine that computed earlier images of the atlas; nil if it is the same as now.
    public var earlierEngine: String?
    /// The first few images of the atlas that are no longer on disk.
    public var gone: [String] = []
    /// The number of images of the atlas that are no longer on disk.
    public var goneCount = 0
    /// The reasons why the first few images were skipped.
    public var reasons: [String] = []
    /// The number of images that this run skipped by the kind of reason, such as `is a TIFF image`.
    public var skippedKinds: [String: Int] = [:]
    /// The number of files in the image folder that are no images by their extensions, such as `csv`; empty for none.
    public var otherFiles: [String: Int] = [:]
    /// The labels file, where there is one.
    public var labels: String?
    /// Sentences about names in the labels file that match several images.
    public var labelRemarks: [String] = []
    /// The image folders whose names match no class, if folders are the labels.
    public var foldersWithoutClass: [String] = []
    /// The number of indexed images with a label.
    public var labelled = 0
    /// The number of labelled images whose label is the most probable class.
    public var correct = 0
    /// The number of labelled images whose label is among the five most probable classes.
    public var correctTop5 = 0
    /// What was added to numbers in labels.
    public var labelOffset = 0
    /// That labels moved by a class fit the predictions and the labels do not; nil if there is no such evidence.
    public var labelShift: LabelShift?
    /// Whether an atlas of an older version was rebuilt.
    public var isRebuilt = false
    /// The results that were deleted because the images they derive from changed, or because the atlas was rebuilt.
    package var removed = RemovedResults()
    /// The duration of this run, in seconds.
    public var seconds = 0.0
}

/// How far a run over images is.
public struct IndexProgress: Sendable, Equatable {
    /// Images processed in this run.
    public let done: Int
    /// The number of images to process in this run.
    public let total: Int
    /// The number of images skipped so far.
    public let skipped: Int
    /// The duration of this run so far in seconds, without start-up.
    public let seconds: Double
    /// The share of the work that is done, 0 to 1; images may differ in how much work they are.
    public let share: Double

    /// Seconds after which the remaining time can be estimated: caches and threads have settled.
    public static let settling = 5.0

    /// - Parameter share: The share of the work; by default that of the images.
    init(done: Int, total: Int, skipped: Int, seconds: Double, share: Double? = nil) {
        (self.done, self.total, self.skipped, self.seconds) = (done, total, skipped, seconds)
        self.share = share ?? (total > 0 ? Double(done) / Double(total) : 1)
    }

    /// Images per second.
    public var rate: Double { seconds > 0 ? Double(done) / seconds : 0 }
    /// Seconds that the rest takes at this rate; nil in the first seconds.
    public var remaining: Double? { Self.remaining(seconds: seconds, share: share) }

    /// Seconds that the rest of some work takes, of which a share took `seconds`; nil in the first seconds.
    public static func remaining(seconds: Double, share: Double) -> Double? {
        seconds >= settling && share > 0 ? seconds * (1 - share) / share : nil
    }
}
