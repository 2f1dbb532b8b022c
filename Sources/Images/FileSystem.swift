import Glibc

/// Files and folders as the system has them: names are bytes.
///
/// A path is text in which bytes that are not UTF-8 are escaped (``FileName``). One that leads nowhere by its escapes is
/// taken as it stands. All pointers of the system's calls stay in this file.
///
/// They are calls of libc, because Foundation is ten times slower, has no times in nanoseconds, and cannot hold such names.
enum FileSystem {
    /// The number of an error of the system, such as `ENOENT`.
    struct Failure: Error, Equatable {
        let number: Int32

        /// A phrase for it.
        var detail: String {
            switch number {
            case ENOENT: "file not found"
            case EACCES: "permission denied"
            default: unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
            }
        }
    }

    /// Reads a file, or its first `limit` bytes.
    static func read(_ path: String, atMost limit: Int? = nil) throws(Failure) -> [UInt8] {
        let file = try unsafe called(path) { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw Failure(number: errno) }
        // A file may grow while it is read.
        var capacity = min(limit ?? Int.max, max(4096, Int(status.st_size) + 1))
        var bytes: [UInt8] = []
        while true {
            var count = 0
            let wanted = min(capacity, (limit ?? Int.max) - bytes.count)
            if wanted <= 0 { return bytes }
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
                count = unsafe Glibc.read(file, buffer.baseAddress, wanted)
                filled = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw Failure(number: errno) }
            if count == 0 { return bytes }
            bytes = bytes.isEmpty ? piece : bytes + piece
            capacity = max(4096, min(capacity, Int(status.st_size) + 1 - bytes.count))
        }
    }

    /// Returns the names in a folder, in no order, without `.` and `..`.
    static func names(in folder: String) throws(Failure) -> [String] {
        let directory = try unsafe opened(folder)
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            if bytes != [0x2E], bytes != [0x2E, 0x2E] { names.append(FileName.text(of: bytes)) }
        }
        return names
    }

    private static func opened(_ folder: String) throws(Failure) -> OpaquePointer {
        for bytes in spellings(of: folder) {
            let directory = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe buffer.baseAddress.flatMap { unsafe opendir($0) }
            }
            if let directory = unsafe directory { return unsafe directory }
        }
        throw Failure(number: errno)
    }

    /// Returns the result of a call with a path unless it is negative.
    fileprivate static func called(
        _ path: String, _ call: (UnsafePointer<CChar>) -> Int32
    ) throws(Failure) -> Int32 {
        guard !path.utf8.contains(0) else { throw Failure(number: ENOENT) }
        for bytes in spellings(of: path) {
            let result = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe buffer.baseAddress.map { unsafe call($0) } ?? -1
            }
            if result >= 0 { return result }
            if errno != ENOENT { break }
        }
        throw Failure(number: errno)
    }

    /// Returns the bytes that a path may stand for, as text of C: those that its escapes mean, and its own.
    private static func spellings(of path: String) -> [[CChar]] {
        let (meant, own) = (FileName.bytes(of: path), Array(path.utf8))
        return (meant == own ? [own] : [meant, own]).map { $0.map { CChar(bitPattern: $0) } + [0] }
    }
}

/// The attributes of a file, following links.
package struct FileStatus: Equatable {
    package enum Kind { case file, folder, other }

    /// The identity of a file, independent of its names.
    package struct Identity: Hashable {
        let device: UInt
        let node: UInt
    }

    package let kind: Kind
    package let bytes: Int64
    /// The modification time in nanoseconds since 1970.
    package let modified: Int64
    package let identity: Identity

    /// Reads the attributes; nil if the file does not exist or is not accessible.
    package init?(path: String) {
        var status = stat()
        guard (try? unsafe FileSystem.called(path) { unsafe stat($0, &status) }) != nil else { return nil }
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
