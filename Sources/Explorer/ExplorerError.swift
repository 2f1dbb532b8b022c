/// What keeps the pages of an atlas from being served or written.
public enum ExplorerError: Error, Sendable, Equatable, CustomStringConvertible {
    case portInUse(Int)
    case cannotListen(port: Int, message: String)
    /// A folder that an export may not write into.
    case occupied(folder: String)
    case unwritable(path: String)

    public var description: String {
        switch self {
        case .portInUse(let port):
            "Port \(port) is in use by another program: choose another with --port, or 0 for any free one."
        case .cannotListen(let port, let message):
            "Port \(port) of 127.0.0.1 cannot be listened on (\(message)): choose another with --port."
        case .occupied(let folder):
            "\(folder) is not empty, and no export of unit-atlas: name another folder, or a new one."
        case .unwritable(let path):
            "\(path) cannot be written; check the folder, its permissions and the free space."
        }
    }
}
