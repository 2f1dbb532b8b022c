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
        "jpg", "jpeg", "jpe", "jfif", "jif", "png", "apng", "gif", "bmp", "dib", "webp", "pbm", "pgm", "ppm", "pnm",
        "pam", "pfm", "tif", "tiff", "heic", "heif", "hif", "avif", "jp2", "j2k", "jpf", "jpx", "jxl", "jxr", "psd",
        "psb",
        "svg", "ico", "tga", "pcx", "xcf", "exr", "hdr", "dds", "qoi", "dcm", "raw", "dng", "cr2", "cr3", "crw", "nef",
        "arw",
        "orf", "raf", "rw2", "pef", "srw",
    ]

    /// What a folder holds.
    package struct Listing: Sendable, Equatable {
        /// The files that may be images, ordered by the bytes of their paths.
        package var entries: [Entry] = []
        /// The number of other files by their extensions, such as `csv`; empty for none.
        package var others: [String: Int] = [:]
    }

    /// The file at `path` as the system describes it; nil where there is none.
    package static func entry(_ path: String) -> Entry? {
        guard let status = FileStatus(path: path), status.kind == .file else { return nil }
        return Entry(path: path, bytes: status.bytes, modified: status.modified)
    }

    /// The candidates under a folder, at any depth, ordered by the bytes of their paths.
    ///
    /// A candidate has one of ``extensions``, or begins as a supported format does. Names that are no data
    /// (``FolderListing/isData(_:)``) are passed over. Links are followed, but not into a folder that holds them. A link
    /// that leads nowhere is listed with 0 bytes if its name is an image's.
    /// - Throws: ``CollectionError`` for a folder, this one or one inside, that cannot be read.
    package static func list(_ folder: String) throws(CollectionError) -> [Entry] { try listing(folder).entries }

    /// The candidates, as ``list(_:)`` has them, with the number of other files.
    package static func listing(_ folder: String) throws(CollectionError) -> Listing {
        var listing = Listing()
        for item in try FolderListing.items(folder) {
            let kind = TextFile.fileExtension(of: item.path)
            guard let status = item.status else {
                if extensions.contains(kind) { listing.entries.append(Entry(path: item.path, bytes: 0, modified: 0)) }
                continue
            }
            guard status.kind == .file else { continue }
            if extensions.contains(kind) || ImageFile.isKnownFormat(path: folder + "/" + item.path) {
                let entry = Entry(path: item.path, bytes: status.bytes, modified: status.modified)
                // Of two names that are written alike, as `\xE9` and as the byte, the one is the other's file.
                if listing.entries.last != entry { listing.entries.append(entry) }
            } else {
                listing.others[kind, default: 0] += 1
            }
        }
        return listing
    }
}
