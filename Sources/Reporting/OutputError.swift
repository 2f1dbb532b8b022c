/// Why output cannot be written.
package enum OutputError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A folder does not exist and cannot be created.
    case folderNotCreated(path: String)
    /// No file can be created in a folder.
    case folderNotWritable(path: String)
    /// A folder was given where a file is to be written.
    case isFolder(path: String)
    /// A file cannot be written.
    case fileNotWritten(path: String)

    /// One sentence.
    package var description: String {
        switch self {
        case .folderNotCreated(let path):
            "\(path): the folder cannot be created; check the permissions, and that there is no file of this name."
        case .folderNotWritable(let path): "\(path): files cannot be created in this folder; check its permissions."
        case .isFolder(let path): "\(path) is a folder; name a file."
        case .fileNotWritten(let path):
            "\(path) cannot be written; check the folder, its permissions and the free space."
        }
    }
}
