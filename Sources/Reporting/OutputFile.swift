package import Foundation

/// Writes a command's files, each whole or not at all.
///
/// `prepare` is called before long work, so that a folder that cannot be written is reported before the work is lost.
package enum OutputFile {
    /// Creates a folder unless it exists, and checks that files can be created in it.
    ///
    /// - Throws: `OutputError.folderNotCreated` or `OutputError.folderNotWritable`.
    package static func prepare(folder: String) throws(OutputError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .folderNotCreated(path: folder)
        }
        // Permissions alone do not reveal a read-only file system.
        let probe = URL(fileURLWithPath: folder).appendingPathComponent(".unit-atlas-\(UUID().uuidString)").path
        guard FileManager.default.createFile(atPath: probe, contents: Data()) else {
            throw .folderNotWritable(path: folder)
        }
        try? FileManager.default.removeItem(atPath: probe)
    }

    /// Creates the folder of a file that will be written, and checks that the file's name is not a folder's.
    ///
    /// - Throws: `OutputError`.
    package static func prepare(file path: String) throws(OutputError) {
        guard !path.isEmpty, !path.hasSuffix("/"), !FileManager.default.fileExists(atPath: path + "/.") else {
            throw .isFolder(path: path)
        }
        try prepare(folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// Writes a file through a temporary file that is then renamed.
    ///
    /// - Throws: `OutputError.fileNotWritten`.
    package static func write(_ data: Data, to path: String) throws(OutputError) {
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .fileNotWritten(path: path)
        }
    }

    /// Writes a file through a temporary file that is then renamed.
    ///
    /// - Throws: `OutputError.fileNotWritten`.
    package static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
        try write(Data(bytes), to: path)
    }
}
