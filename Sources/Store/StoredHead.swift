public import Units

/// What a trained head was told of an image.
public struct HeadLabel: Sendable, Equatable {
    public enum Split: String, Sendable, Equatable {
        case train
        case test
    }

    public let path: String
    public let classID: ClassID
    public let split: Split
    /// Of a head that gives a number; its class is 0.
    public let value: Double?

    public init(path: String, classID: ClassID, split: Split, value: Double? = nil) {
        self.path = path
        self.classID = classID
        self.split = split
        self.value = value
    }
}

/// A head with all that an atlas keeps of it, to be stored.
public struct StoredHead: Sendable {
    public let name: String
    /// [K, U]
    public let head: Head
    public let loss: String?
    /// How the head was made.
    public let configuration: HeadConfiguration
    /// Of ids 0..<K.
    public let classes: [ClassRecord]
    public let labels: [HeadLabel]

    public init(
        name: String, head: Head, loss: String?, configuration: HeadConfiguration, classes: [ClassRecord],
        labels: [HeadLabel] = []
    ) {
        precondition(classes.count == head.classCount, "\(classes.count) classes, \(head.classCount) rows")
        self.name = name
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
