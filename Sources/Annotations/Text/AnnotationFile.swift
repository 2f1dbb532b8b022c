import Foundation
import ImageCollections

/// Text files of annotations, read like all text files (`TextFile`) but with this module's errors.
enum AnnotationFile {
    /// The bytes of the file at `path`, unchanged.
    static func data(_ path: String) throws(AnnotationError) -> Data {
        do {
            return try TextFile.data(path)
        } catch {
            throw .unreadable(error)
        }
    }

    /// The text of the file at `path`, without a byte order mark.
    static func text(_ path: String) throws(AnnotationError) -> String { try text(of: try data(path), path: path) }

    static func text(of data: Data, path: String) throws(AnnotationError) -> String {
        do {
            return try TextFile.text(of: data, path: path)
        } catch {
            throw .unreadable(error)
        }
    }

    /// The files under a folder whose names have one of `extensions`, relative to it, by the bytes of their paths.
    static func files(in folder: String, extensions: Set<String>) throws(AnnotationError) -> [String] {
        do {
            return try FolderListing.files(folder, extensions: extensions)
        } catch {
            throw .unreadable(error)
        }
    }
}

extension AnnotationFile {
    /// Whether there is a file or folder at `path`.
    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether there is a folder at `path`.
    static func isFolder(_ path: String) -> Bool { exists(path + "/.") }

    /// The folder that contains the file at `path`.
    static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent().path
    }
}
