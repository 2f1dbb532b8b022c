import Images
package import Units

/// How the file of a recorded image compares with its record. This is the rule for every command that reads images.
package enum RecordedFile: Equatable {
    /// The size and the modification time are as recorded.
    case unchanged
    /// The content is as recorded, but the modification time (in nanoseconds since 1970) differs.
    case touched(modified: Int64)
    /// The content differs.
    case changed
    /// There is no file.
    case missing
}

extension ImageRecord {
    /// Compares the record with the file in `folder`.
    package func file(in folder: String) -> RecordedFile {
        guard let entry = ImageFolder.entry(folder + "/" + path) else { return .missing }
        return file(entry, in: folder)
    }

    /// Compares the record with the file of `entry` in `folder`. The content is read only if the time alone differs.
    package func file(_ entry: ImageFolder.Entry, in folder: String) -> RecordedFile {
        guard entry.bytes == bytes else { return .changed }
        if entry.modified == modified { return .unchanged }
        guard let digest, digest == (try? ImageFile.read(folder + "/" + path)).map(SHA256.prefix) else {
            return .changed
        }
        return .touched(modified: entry.modified)
    }

    /// Whether the content of the file in `folder` differs from the record; false for a missing file.
    package func isChanged(in folder: String) -> Bool { file(in: folder) == .changed }
}
