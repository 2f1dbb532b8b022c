/// Why an image could not be read or written.
public enum ImageError: Error, Equatable, Sendable {
    /// The file cannot be read: it is missing, is a folder, is not permitted, or reading failed.
    case unreadable(path: String, detail: String)
    /// The file has no bytes.
    case empty(path: String)
    /// The content is none of the supported formats; `kind` says what it is, such as `a TIFF image`, if that is known.
    case unknownFormat(path: String, kind: String?)
    /// The header declares more than ``ImageFile/pixelLimit`` pixels.
    case tooManyPixels(path: String, width: Int, height: Int)
    /// The header declares a width or a height of zero.
    case zeroSized(path: String, width: Int, height: Int)
    /// The file ends before the end of the image.
    case truncated(path: String, detail: String)
    /// The content violates its format.
    case corrupt(path: String, detail: String)
    /// A valid file with an unsupported feature.
    case unsupported(path: String, detail: String)
    /// An image could not be encoded.
    case encoding(format: String, detail: String)
}

extension ImageError {
    /// The problem as a phrase that follows the file's name: `is empty (0 bytes)`.
    public var reason: String {
        switch self {
        case .unreadable(_, let detail): "cannot be read: \(detail)"
        case .empty: "is empty (0 bytes)"
        case .unknownFormat(_, let kind):
            kind.map { "is \($0); \(Self.supported)" } ?? "is not an image of a known format; \(Self.supported)"
        case .tooManyPixels(_, let width, let height):
            "is \(width)×\(height) pixels, more than the \(ImageFile.pixelLimit / 1_000_000) megapixels accepted"
        case .zeroSized(_, let width, let height): "has no pixels: its size is \(width)×\(height)"
        case .truncated(_, let detail): "is truncated: \(detail)"
        case .corrupt(_, let detail): "is corrupt: \(detail)"
        case .unsupported(_, let detail): "is not supported: \(detail)"
        case .encoding(let format, let detail): "cannot be encoded as \(format): \(detail)"
        }
    }

    private static let supported = "JPEG, PNG, WebP, GIF, BMP, PBM, PGM and PPM are supported"

    /// The operating system's message if it refused the file, otherwise the reason.
    package var systemDetail: String {
        if case .unreadable(_, let detail) = self { detail } else { reason }
    }
}

extension ImageError: CustomStringConvertible {
    /// The sentence for a user.
    public var description: String {
        switch self {
        case .unreadable(let path, _), .empty(let path), .unknownFormat(let path, _), .tooManyPixels(let path, _, _),
            .zeroSized(let path, _, _), .truncated(let path, _), .corrupt(let path, _), .unsupported(let path, _):
            "image \(path) \(reason)"
        case .encoding: "the picture \(reason)"
        }
    }
}
