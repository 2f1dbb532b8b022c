import Images

/// The image files of a folder or of a list.
package enum ImageFolder {
    /// A file that may be an image; decoding it tells.
    package struct Entry: Sendable, Equatable {
        /// Relative to the folder, with "/" between its parts.
        package let path: String
        package let bytes: Int64
        /// Nanoseconds since 1970.
        package let modified: Int64
        /// Why there is nothing to be decoded, in words that follow the file's name; nil where there may be.
        package let problem: String?

        package init(path: String, bytes: Int64, modified: Int64, problem: String? = nil) {
            self.path = path
            self.bytes = bytes
            self.modified = modified
            self.problem = problem
        }
    }

    /// Extensions, in small letters, of files that are listed unopened. Formats that are not read are among them, so
    /// that such a file is named with a reason rather than passed over.
    package static let extensions: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "avif", "jp2",
    ]

    /// The file at `path` as the system describes it; nil where there is none.
    package static func entry(_ path: String) -> Entry? {
        guard let status = FileStatus(path: path), status.kind == .file else { return nil }
        return Entry(path: path, bytes: status.bytes, modified: status.modified)
    }

    /// The candidates under a folder, at any depth, ordered by the bytes of their paths.
    ///
    /// A candidate has one of ``extensions``, or begins as JPEG or PNG does. Names that are not data are passed
    /// over (``FolderListing/isData(_:)``). Links are followed, but not into a folder that holds them. A link that leads nowhere is listed with
    /// 0 bytes if its name is an image's, and so is anything whose name is not UTF-8, which no path can hold.
    /// - Throws: ``CollectionError`` for a folder, this one or one inside, that cannot be read.
    package static func list(_ folder: String) throws(CollectionError) -> [Entry] {
        var entries: [Entry] = []
        for item in try FolderListing.items(folder) {
            let hasImageExtension = extensions.contains(TextFile.fileExtension(of: item.path))
            switch item.status?.kind {
            case .file:
                if let status = item.status,
                    hasImageExtension || ImageFile.isKnownFormat(path: folder + "/" + item.path)
                {
                    entries.append(Entry(path: item.path, bytes: status.bytes, modified: status.modified))
                }
            case .folder, .other: continue
            case nil where item.path.unicodeScalars.contains("\u{FFFD}"):
                // Foundation puts this character in the place of bytes that are none.
                let entry = Entry(
                    path: item.path, bytes: 0, modified: 0, problem: "has a name that is not UTF-8; rename it")
                if entries.last != entry { entries.append(entry) }
            case nil: if hasImageExtension { entries.append(Entry(path: item.path, bytes: 0, modified: 0)) }
            }
        }
        return entries
    }
}
