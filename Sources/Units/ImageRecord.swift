/// An image file as recorded in the atlas; a skipped one has a reason.
public struct ImageRecord: Sendable, Equatable {
    /// Whether an image could be read.
    public enum Status: Sendable, Equatable {
        case indexed
        case skipped(reason: String)
    }

    /// The path relative to the image folder, with `/` between components.
    public let path: String
    /// The size in pixels as decoded; 0 if unknown.
    public let width: Int
    /// The height in pixels, as decoded; 0 where unknown.
    public let height: Int
    /// The file's size in bytes, and its modification time in nanoseconds since 1970.
    public let bytes: Int64
    /// The modification time in nanoseconds since 1970.
    public let modified: Int64
    /// The first 64 bits of the SHA-256 of the file's content; nil if unknown.
    public let digest: Int64?
    /// The class that the image is labelled with.
    public let label: ClassID?
    /// Whether the image could be read.
    public let status: Status

    /// A record of an image file.
    public init(
        path: String, width: Int, height: Int, bytes: Int64, modified: Int64, digest: Int64? = nil, label: ClassID?,
        status: Status
    ) {
        self.path = path
        self.width = width
        self.height = height
        self.bytes = bytes
        self.modified = modified
        self.digest = digest
        self.label = label
        self.status = status
    }
}
