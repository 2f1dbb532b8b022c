import Glibc

/// What the operating system says of a file, links followed. The only caller of libc here, for times in nanoseconds
/// and because Foundation's attributes take ten times as long, which a million files would feel.
package struct FileStatus: Equatable {
    package enum Kind { case file, folder, other }

    /// Where a file lies, whatever its names.
    package struct Identity: Hashable {
        let device: UInt
        let node: UInt
    }

    package let kind: Kind
    package let bytes: Int64
    /// Nanoseconds since 1970.
    package let modified: Int64
    package let identity: Identity

    /// Nil where there is no such file, or no permission to look.
    package init?(path: String) {
        var status = stat()
        guard !path.utf8.contains(0), unsafe stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        default: kind = .other
        }
        bytes = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        identity = Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
    }
}
