/// How an image or its label differs from the record in an atlas.
public enum ImageDifference: Equatable, Sendable, CustomStringConvertible {
    /// The content of the file has changed.
    case file(path: String)
    /// The image has a different label.
    case label(path: String)
    /// The file is not in the folder.
    case missing(path: String, folder: String)

    /// A clause, without a full stop.
    public var description: String {
        switch self {
        case .file(let path): "\(path) has changed"
        case .label(let path): "\(path) has a different label"
        case .missing(let path, let folder): "\(path) is missing in \(folder)"
        }
    }
}
