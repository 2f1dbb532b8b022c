import Foundation
import Images

/// The image files of a folder or of a list.
public enum ImageFolder {
    /// A file that may be an image; decoding it tells.
    public struct Entry: Sendable, Equatable {
        /// Relative to the folder, with "/" between its parts.
        public let path: String
        public let bytes: Int64
        /// Nanoseconds since 1970.
        public let modified: Int64
        /// Why there is nothing to be decoded, in words that follow the file's name; nil where there may be.
        public let problem: String?

        public init(path: String, bytes: Int64, modified: Int64, problem: String? = nil) {
            self.path = path
            self.bytes = bytes
            self.modified = modified
            self.problem = problem
        }
    }

    /// Extensions, in small letters, of files that are listed unopened. Formats that are not read are among them, so
    /// that such a file is named with a reason rather than passed over.
    public static let extensions: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "avif", "jp2",
    ]

    /// The file at `path` as the system describes it; nil where there is none.
    public static func entry(_ path: String) -> Entry? {
        guard let status = FileStatus(path: path), status.kind == .file else { return nil }
        return Entry(path: path, bytes: status.bytes, modified: status.modified)
    }

    /// The candidates under a folder, at any depth, ordered by the bytes of their paths.
    ///
    /// A candidate has one of ``extensions``, or begins as JPEG or PNG does. Names that begin with a dot are passed
    /// over. Links are followed, but not into a folder that holds them. A link that leads nowhere is listed with
    /// 0 bytes if its name is an image's, and so is anything whose name is not UTF-8, which no path can hold.
    /// - Throws: ``CollectionError`` for a folder, this one or one inside, that cannot be read.
    public static func list(_ folder: String) throws(CollectionError) -> [Entry] {
        guard let status = FileStatus(path: folder) else {
            throw .missing(path: folder)
        }
        guard status.kind == .folder else { throw .notAFolder(path: folder) }
        var entries: [Entry] = []
        try collect(folder, prefix: "", ancestors: [status.identity], into: &entries)
        return entries
    }

    private static func collect(
        _ folder: String, prefix: String, ancestors: [FileStatus.Identity], into entries: inout [Entry]
    ) throws(CollectionError) {
        // With a "/" after folders' names, the order of siblings is the order of whole paths.
        var items: [(key: String, status: FileStatus?)] = []
        for name in try names(in: folder) where !name.hasPrefix(".") {
            let status = FileStatus(path: folder + "/" + name)
            items.append((status?.kind == .folder ? name + "/" : name, status))
        }
        items.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (key, status) in items {
            let path = folder + "/" + key
            switch status?.kind {
            case .folder:
                guard let identity = status?.identity, !ancestors.contains(identity) else { continue }
                try collect(
                    String(path.dropLast()), prefix: prefix + key, ancestors: ancestors + [identity], into: &entries)
            case .file:
                if let status, hasImageExtension(key) || ImageFile.isKnownFormat(path: path) {
                    entries.append(Entry(path: prefix + key, bytes: status.bytes, modified: status.modified))
                }
            case .other: continue
            case nil where key.unicodeScalars.contains("\u{FFFD}"):
                // Foundation puts this character in the place of bytes that are none.
                let entry = Entry(
                    path: prefix + key, bytes: 0, modified: 0, problem: "has a name that is not UTF-8; rename it")
                if entries.last != entry { entries.append(entry) }
            case nil:
                if hasImageExtension(key) { entries.append(Entry(path: prefix + key, bytes: 0, modified: 0)) }
            }
        }
    }

    private static func names(in folder: String) throws(CollectionError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw .unreadable(path: folder, detail: ImageFile.readingFailure(error))
        }
    }

    private static func hasImageExtension(_ name: String) -> Bool {
        guard let dot = name.utf8.lastIndex(of: 0x2E) else { return false }
        return extensions.contains(name[name.index(after: dot)...].lowercased())
    }
}
