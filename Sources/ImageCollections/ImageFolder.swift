import Images

/// The image files of a folder or of a list.
package enum ImageFolder {
    /// A file that may be an image; only decoding it can tell.
    package struct Entry: Sendable, Equatable {
        /// The path relative to the folder, with "/" between its parts.
        package let path: String
        package let bytes: Int64
        /// Nanoseconds since 1970.
        package let modified: Int64
        /// Why the file cannot be decoded, as a phrase after the file's name; nil if it may be decodable.
        package let problem: String?

        package init(path: String, bytes: Int64, modified: Int64, problem: String? = nil) {
            self.path = path
            self.bytes = bytes
            self.modified = modified
            self.problem = problem
        }
    }

    /// The extensions, in lower case, of files that are listed without being opened. They include unsupported formats,
    /// so that such a file is reported with a reason instead of being ignored.
    package static let extensions: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "jif", "png", "apng", "gif", "bmp", "dib", "webp", "pbm", "pgm", "ppm", "pnm",
        "pam", "pfm", "tif", "tiff", "heic", "heif", "hif", "avif", "jp2", "j2k", "jpf", "jpx", "jxl", "jxr", "psd",
        "psb",
        "svg", "ico", "tga", "pcx", "xcf", "exr", "hdr", "dds", "qoi", "dcm", "raw", "dng", "cr2", "cr3", "crw", "nef",
        "arw",
        "orf", "raf", "rw2", "pef", "srw",
    ]

    /// The contents of a folder.
    package struct Listing: Sendable, Equatable {
        /// The files that may be images, ordered by the bytes of their paths.
        package var entries: [Entry] = []
        /// The number of other files by extension, such as `csv`; the extension is empty for files without one.
        package var others: [String: Int] = [:]
    }

    /// The status of the file at `path`; nil if there is none.
    package static func entry(_ path: String) -> Entry? {
        guard let status = FileStatus(path: path), status.kind == .file else { return nil }
        return Entry(path: path, bytes: status.bytes, modified: status.modified)
    }

    /// Returns the candidates in a folder, at any depth, ordered by the bytes of their paths.
    ///
    /// A candidate has one of ``extensions``, or its content begins like a supported format. Hidden and system files
    /// (``FolderListing/isData(_:)``) are ignored. Links are followed, but not into a folder that contains them. A
    /// broken link is listed with 0 bytes if it has the name of an image.
    /// - Throws: ``CollectionError`` if the folder or one inside it cannot be read.
    package static func list(_ folder: String) throws(CollectionError) -> [Entry] { try listing(folder).entries }

    /// Returns the candidates, as ``list(_:)`` does, with the number of other files.
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
                listing.entries.append(Entry(path: item.path, bytes: status.bytes, modified: status.modified))
            } else {
                listing.others[kind, default: 0] += 1
            }
        }
        return listing
    }
}
