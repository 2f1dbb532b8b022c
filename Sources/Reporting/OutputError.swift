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
            "\(path): cannot create the folder; check its permissions, and that it is not a file."
        case .folderNotWritable(let path): "\(path): cannot create files in this folder; check its permissions."
        case .isFolder(let path): "\(path): is a folder; give the name of a file."
        case .fileNotWritten(let path):
            "\(path): cannot write the file; check its folder, the permissions and the free space."
        }
    }
}
