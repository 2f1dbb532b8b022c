public import Units

/// The label of an image for a trained or imported head.
package struct HeadLabel: Sendable, Equatable {
    package enum Split: String, Sendable, Equatable {
        case train
        case test
    }

    package let path: String
    package let classID: ClassID
    package let split: Split
    /// The target value, for a head that returns a number; the class is then 0.
    package let value: Double?

    package init(path: String, classID: ClassID, split: Split, value: Double? = nil) {
        self.path = path
        self.classID = classID
        self.split = split
        self.value = value
    }
}

/// A head with everything an atlas stores about it.
package struct StoredHead: Sendable {
    /// The origin of a head.
    package enum Origin: String, Sendable {
        /// The network's own head.
        case native
        /// A head trained on images of the atlas; it is deleted when they change.
        case trained
        /// A head imported from a file.
        case imported
    }

    package let name: String
    package let origin: Origin
    /// [K, U]
    package let head: Head
    /// The loss that a trained head minimized.
    package let loss: String?
    /// How the head was made.
    package let configuration: HeadConfiguration
    /// The classes, with ids 0..<K.
    package let classes: [ClassRecord]
    package let labels: [HeadLabel]

    /// Creates a head with the given properties.
    package init(
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

    /// The network's own head.
    static func native(_ head: Head, _ classes: [ClassRecord]) -> StoredHead {
        StoredHead(
            name: "native", origin: .native, head: head, loss: nil, configuration: HeadConfiguration(),
            classes: classes)
    }
}

/// A row of the table `head`.
public struct HeadRecord: Sendable, Equatable {
    /// The id of the head.
    public let id: HeadID
    /// The head's name.
    public let name: String
    /// How maps are pooled.
    public let pooling: Pooling
    /// How logits follow from maps.
    public let form: HeadForm
    /// The loss that was minimized in training; nil for the native head.
    public let loss: String?
    /// How the head was made.
    public let configuration: HeadConfiguration
    /// The number of classes K.
    public let classCount: Int
}
