/// Why a collection of images, or another file, cannot be read.
public enum CollectionError: Error, Equatable, Sendable {
    /// There is no folder or list of images at `path`.
    case missing(path: String)
    /// There is no file at `path`.
    case missingFile(path: String)
    /// `path` must be a folder, but is not.
    case notAFolder(path: String)
    /// `path` must be a plain file, but is not.
    case notAFile(path: String)
    /// A file or folder cannot be read; `detail` is the system's message.
    case unreadable(path: String, detail: String)
    /// A file is larger than `limit` bytes.
    case tooLarge(path: String, limit: Int)
    /// A file is not text; `kind` is its format if the content reveals it, such as `a zip archive`.
    case notText(path: String, kind: String? = nil)
    /// A list names a file outside the folder that its paths are relative to; `line` counts from 1.
    case outside(list: String, line: Int, file: String, folder: String)
    /// None of the files that a list names exists; `files` holds the first of `count`.
    case missingFiles(list: String, files: [String], count: Int)
}

extension CollectionError: CustomStringConvertible {
    /// A sentence that says what is wrong and where.
    public var description: String {
        switch self {
        case .missing(let path): "\(path): no such folder or list of images."
        case .missingFile(let path): "\(path): no such file."
        case .notAFolder(let path): "\(path) is not a folder."
        case .notAFile(let path): "\(path) is not a plain file."
        case .unreadable(let path, let detail): "\(path) cannot be read: \(detail)."
        case .tooLarge(let path, let limit): "\(path) is larger than \(limit >> 30) GiB."
        case .notText(let path, nil): "\(path) is not a text file in UTF-8 or UTF-16."
        case .notText(let path, let kind?): "\(path) is \(kind), not a text file."
        case .outside(let list, let line, let file, let folder):
            "\(list):\(line): \(file) is outside the folder \(folder)."
        case .missingFiles(let list, let files, let count):
            "\(list) names \(count) missing file\(count == 1 ? "" : "s"): \(files.joined(separator: ", "))"
                + (count > files.count ? ", ..." : "") + "."
        }
    }
}
