/// Why an image could not be read or written.
public enum ImageError: Error, Equatable, Sendable {
    /// The operating system refused (missing, no permission, a folder, an input error).
    case unreadable(path: String, detail: String)
    /// The file has no bytes.
    case empty(path: String)
    /// The content is neither JPEG nor PNG; `start` holds its first bytes, four at most.
    case unknownFormat(path: String, start: [UInt8])
    /// The header declares more than ``ImageFile/pixelLimit`` pixels.
    case tooManyPixels(path: String, width: Int, height: Int)
    /// The header declares a width or a height of zero.
    case zeroSized(path: String, width: Int, height: Int)
    /// The file ends before the image does.
    case truncated(path: String, detail: String)
    /// The content breaks the rules of its format.
    case corrupt(path: String, detail: String)
    /// A valid file of a kind that is not read.
    case unsupported(path: String, detail: String)
    /// A picture could not be encoded.
    case encoding(format: String, detail: String)
}

extension ImageError {
    /// What is wrong, in a few words that follow the file's name: `is empty (0 bytes)`.
    public var reason: String {
        switch self {
        case .unreadable(_, let detail): "cannot be read: \(detail)"
        case .empty: "is empty (0 bytes)"
        case .unknownFormat(_, let start):
            "is neither JPEG nor PNG (starts with \(start.map(Self.hexadecimal).joined(separator: " ")))"
        case .tooManyPixels(_, let width, let height):
            "is \(width)×\(height) pixels, more than the \(ImageFile.pixelLimit / 1_000_000) megapixels accepted"
        case .zeroSized(_, let width, let height): "is \(width)×\(height) pixels, which is no image"
        case .truncated(_, let detail): "is truncated: \(detail)"
        case .corrupt(_, let detail): "is corrupt: \(detail)"
        case .unsupported(_, let detail): "is not supported: \(detail)"
        case .encoding(let format, let detail): "cannot be encoded as \(format): \(detail)"
        }
    }

    /// What the operating system says where it refused the file, otherwise the reason.
    package var systemDetail: String {
        if case .unreadable(_, let detail) = self { detail } else { reason }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}

extension ImageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let path, _), .empty(let path), .unknownFormat(let path, _), .tooManyPixels(let path, _, _),
            .zeroSized(let path, _, _), .truncated(let path, _), .corrupt(let path, _), .unsupported(let path, _):
            "image \(path) \(reason)"
        case .encoding: "the picture \(reason)"
        }
    }
}
