/// An error that prevents the pages of an atlas from being served or exported.
package enum ExplorerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another program listens on the port.
    case portInUse(Int)
    /// The system refused to listen on the port.
    case cannotListen(port: Int, message: String)
    /// The target folder contains files that are not part of an export.
    case occupied(folder: String)
    /// A file or folder of the export could not be written.
    case unwritable(path: String)

    package var description: String {
        switch self {
        case .portInUse(let port):
            "Port \(port) is in use by another program."
        case .cannotListen(let port, let message):
            "Cannot listen on port \(port) of 127.0.0.1 (\(message))."
        case .occupied(let folder):
            "\(folder) is not empty and does not contain an export of unit-atlas; choose another folder."
        case .unwritable(let path):
            "Cannot write \(path); check the folder, its permissions and the free disk space."
        }
    }
}
