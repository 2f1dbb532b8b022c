import Foundation

extension SHA256 {
    /// Returns the digest of the file at `path` as 64 lower-case hexadecimal digits. The file is read in pieces.
    package static func hexadecimal(ofFile path: String) throws(CollectionError) -> String {
        try digest(ofFile: path).hexadecimal()
    }

    /// Returns the first 64 bits of the digest of the file at `path`. The file is read in pieces.
    package static func prefix(ofFile path: String) throws(CollectionError) -> Int64 {
        try digest(ofFile: path).prefix()
    }

    private static func digest(ofFile path: String) throws(CollectionError) -> SHA256 {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .unreadable(path: path, detail: "it cannot be opened")
        }
        defer { try? file.close() }
        var digest = SHA256()
        do {
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { digest.update([UInt8](piece)) }
        } catch {
            throw .unreadable(path: path, detail: "it cannot be read to its end")
        }
        return digest
    }
}
