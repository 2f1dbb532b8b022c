public import Analyses
public import Images
package import Store
public import Tensors

/// What to index. What is nil is taken from the atlas, where there is one already, and otherwise is the default.
public struct IndexRequest: Sendable {
    /// An `.onnx` file or a network's folder.
    public var model: String?
    /// A folder, read recursively, or a list file.
    public var images: String?
    /// A CSV of labels; without one an image's folder is its label where it names a class.
    public var labels: String?
    /// What is added to numbers in labels to make indices of classes: −1 for numbers that count from 1.
    public var labelOffset: Int?
    /// The value whose channels are the units.
    public var layer: String?
    /// How many of the backbone's last strides become dilations; 0 by default.
    public var dilation: Int?
    /// How pixels become the network's input: a preset or a configuration file.
    public var preprocessing: PreprocessingChoice?
    /// A file with the classes' names.
    public var classes: String?
    /// Images kept for each unit.
    public var top: Int?
    /// Arithmetic of the network.
    public var precision: Precision?
    /// How image files become pixels.
    public var decoding: DecodingOptions?
    /// Images that a thread takes at a time, at most; no result depends on it.
    public var batch: Int
    /// The number of threads.
    public var threads: Int
    /// Work between two stores, which is what a kill can cost; longer where storing is slow. Zero: store each piece.
    public var commitInterval = Duration.seconds(2)
    /// Index again from the start when images have changed on disk.
    public var update: Bool

    /// A request that takes everything from the atlas, where there is one.
    public init() {
        batch = 64
        threads = 2
        update = false
    }
}

/// What an index run did.
public struct IndexOutcome: Sendable, Equatable {
    /// Images in the atlas now.
    public var indexed = 0
    /// Unreadable ones, which are rows with a reason.
    public var skipped = 0
    /// Of both, how many this run added.
    public var added = 0
    /// What computed the atlas's earlier images, where it is not what computes now.
    public var earlierEngine: String?
    /// Images of the atlas that are no longer on disk, the first few of them, and how many.
    public var gone: [String] = []
    /// The number of images of the atlas that are no longer on disk.
    public var goneCount = 0
    /// Why images were skipped, the first few.
    public var reasons: [String] = []
    /// The number of images that this run skipped by the kind of reason, such as `is a TIFF image`.
    public var skippedKinds: [String: Int] = [:]
    /// The number of files in the image folder that are no images by their extensions, such as `csv`; empty for none.
    public var otherFiles: [String: Int] = [:]
    /// The labels file, where there is one.
    public var labels: String?
    /// Names in the labels file that may mean several images: a sentence.
    public var labelRemarks: [String] = []
    /// Folders of images that are called like no class, where folders are the labels.
    public var foldersWithoutClass: [String] = []
    /// Indexed images with a label, and those whose most probable class, or one of the five most probable, it is.
    public var labelled = 0
    /// Labelled images whose most probable class is the label.
    public var correct = 0
    /// Labelled images whose label is among the five most probable classes.
    public var correctTop5 = 0
    /// What was added to numbers in labels.
    public var labelOffset = 0
    /// That labels moved by a class fit the predictions and the labels do not; nil where there is no such evidence.
    public var labelShift: LabelShift?
    /// Whether an atlas of an older version was rebuilt.
    public var isRebuilt = false
    /// Results that were deleted because the images that they derive from changed, or because the atlas was rebuilt.
    package var removed = RemovedResults()
    /// Of this run.
    public var seconds = 0.0
}

/// How far a run over images is.
public struct IndexProgress: Sendable, Equatable {
    /// Images processed in this run.
    public let done: Int
    /// Images to be processed in this run.
    public let total: Int
    /// Images skipped so far.
    public let skipped: Int
    /// Of this run, start-up aside.
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

    /// Images a second.
    public var rate: Double { seconds > 0 ? Double(done) / seconds : 0 }
    /// Seconds that the rest takes at this rate; nil in the first seconds.
    public var remaining: Double? { Self.remaining(seconds: seconds, share: share) }

    /// Seconds that the rest of some work takes, of which a share took `seconds`; nil in the first seconds.
    public static func remaining(seconds: Double, share: Double) -> Double? {
        seconds >= settling && share > 0 ? seconds * (1 - share) / share : nil
    }
}
