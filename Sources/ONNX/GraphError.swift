/// What is wrong with a model file, in one sentence that names what and where.
public enum GraphError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file cannot be opened or read.
    case unreadable(path: String, reason: String)
    /// The file is not what it should be; `place` names the node, tensor or field.
    case malformed(path: String, place: String, reason: String)

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "Cannot read the model \(path): \(reason)."
        case .malformed(let path, let place, let reason): "The model \(path) is not usable: \(place): \(reason)."
        }
    }
}
