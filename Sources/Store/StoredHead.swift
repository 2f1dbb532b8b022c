public import Units

/// The label of an image for a trained or imported head.
public struct HeadLabel: Sendable, Equatable {
    public enum Split: String, Sendable, Equatable {
        case train
        case test
    }

    public let path: String
    public let classID: ClassID
    public let split: Split
    /// The label's number, for a head that returns a number; its class is 0.
    public let value: Double?

    public init(path: String, classID: ClassID, split: Split, value: Double? = nil) {
        self.path = path
        self.classID = classID
        self.split = split
        self.value = value
    }
}

/// A head with everything that an atlas stores about it.
public struct StoredHead: Sendable {
    /// Where a head comes from.
    public enum Origin: String, Sendable {
        /// The network's own.
        case native
        /// Trained on images of the atlas; deleted when they change.
        case trained
        /// Read from a file.
        case imported
    }

    public let name: String
    public let origin: Origin
    /// [K, U]
    public let head: Head
    /// The loss that a trained head minimized.
    public let loss: String?
    /// How the head was made.
    public let configuration: HeadConfiguration
    /// Of ids 0..<K.
    public let classes: [ClassRecord]
    public let labels: [HeadLabel]

    /// A head with these properties.
    public init(
        name: String, origin: Origin, head: Head, loss: String?, configuration: HeadConfiguration,
        classes: [ClassRecord],
        labels: [HeadLabel] = []
    ) {
        precondition(classes.count == head.classCount, "\(classes.count) classes, \(head.classCount) rows")
        self.name = name
        self.origin = origin
        self.head = head
        self.loss = loss
        self.configuration = configuration
        self.classes = classes
        self.labels = labels
    }
}

/// A row of the table `head`.
public struct HeadRecord: Sendable, Equatable {
    public let id: HeadID
    public let name: String
    public let pooling: Pooling
    public let form: HeadForm
    public let loss: String?
    /// How the head was made.
    public let configuration: HeadConfiguration
    /// Rows of the head: K.
    public let classCount: Int
}
