/// An image file as the atlas knows it; an unreadable one is a record with a reason.
public struct ImageRecord: Sendable, Equatable {
    public enum Status: Sendable, Equatable {
        case indexed
        case skipped(reason: String)
    }

    /// Relative to the image folder, `/` between parts.
    public let path: String
    /// In pixels, as decoded; 0 where unknown.
    public let width: Int
    public let height: Int
    /// Size of the file, and its modification time in nanoseconds since 1970.
    public let bytes: Int64
    public let modified: Int64
    public let label: ClassID?
    public let status: Status

    public init(
        path: String, width: Int, height: Int, bytes: Int64, modified: Int64, label: ClassID?, status: Status
    ) {
        self.path = path
        self.width = width
        self.height = height
        self.bytes = bytes
        self.modified = modified
        self.label = label
        self.status = status
    }
}
