internal import GRDB
public import Units

/// An error about an atlas. The description is one sentence for the user and names no command or option.
public enum StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no file at `path`.
    case missing(path: String)
    /// The file is not an atlas.
    case notAnAtlas(path: String)
    /// A newer version of this program created the atlas.
    case newerSchema(path: String, version: Int, supported: Int)
    /// An older version of this program created the atlas.
    case olderSchema(path: String, version: Int, supported: Int)
    /// An atlas of an older schema whose settings cannot be read.
    case unreadableOlder(path: String, version: Int)
    /// The file cannot be read as an atlas because of this damage.
    case damaged(path: String, AtlasDamage)
    /// Another process is writing the atlas.
    case locked(path: String)
    /// The file cannot be opened; the message is SQLite's.
    case unreadable(path: String, message: String)
    /// The file cannot be written; the message is SQLite's.
    case unwritable(path: String, message: String)
    /// The atlas was built with settings other than those requested.
    case differs(path: String, [SettingDifference])
    /// There is already a head with this name, and replacing it was not requested.
    case headExists(path: String, name: String)
    /// The name is reserved for the network's own head.
    case reservedHeadName(path: String, name: String)
    /// A head to be stored has a weight or bias that is not finite.
    case infiniteWeight(path: String, head: String, classID: ClassID)
    /// A result to be stored refers to an image that is not in the atlas.
    case unknownImage(path: String, image: String)
    /// Any other SQLite error, with SQLite's message.
    case sqlite(path: String, message: String)

    /// The sentence for a user.
    public var description: String {
        // SQLite's message may already end in a full stop.
        text.hasSuffix("..") && !text.hasSuffix("...") ? String(text.dropLast()) : text
    }

    private var text: String {
        switch self {
        case .missing(let path):
            "\(path): no such atlas."
        case .notAnAtlas(let path):
            "\(path) is not an atlas."
        case .newerSchema(let path, let version, let supported):
            "\(path) was created by a newer version of unit-atlas (schema \(version); this version reads up to "
                + "\(supported)); update unit-atlas."
        case .olderSchema(let path, let version, let supported):
            "\(path) was built by an older version of unit-atlas (schema \(version); this version uses \(supported)) and "
                + "must be rebuilt."
        case .unreadableOlder(let path, let version):
            "\(path) was built by an older version of unit-atlas (schema \(version)), and its settings cannot be "
                + "read."
        case .damaged(let path, let damage):
            "\(path) is damaged: \(damage)."
        case .locked(let path):
            "\(path) is in use by another process; wait until it has finished."
        case .unreadable(let path, let message):
            "\(path) cannot be opened (\(message)); check its permissions. If its last run was interrupted, the folder must "
                + "be writable."
        case .unwritable(let path, let message):
            "\(path) cannot be written (\(message)); check the folder, its permissions and the free space."
        case .differs(let path, let differences):
            "\(path) was built with different settings, and nothing was changed: "
                + differences.map(\.description).joined(separator: "; ") + "."
        case .headExists(let path, let name):
            "\(path): there is already a head named “\(name)”."
        case .reservedHeadName(let path, let name):
            "\(path): “\(name)” is the name of the network's own head; choose another name."
        case .infiniteWeight(let path, let head, let classID):
            "\(path): head “\(head)” has a weight or bias of class \(classID) that is not a finite number."
        case .unknownImage(let path, let image):
            "\(path): the atlas has no image \(image)."
        case .sqlite(let path, let message):
            "\(path): SQLite error: \(message)."
        }
    }

    /// Creates the error that an SQLite error means for the atlas at `path`.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .damaged(path: path, .sqlite("\(error)"))
            return
        }
        let message = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_NOTADB: self = .notAnAtlas(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, .sqlite(message))
        case .SQLITE_FULL, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_PERM:
            self = .unwritable(path: path, message: message)
        default: self = .sqlite(path: path, message: message)
        }
    }
}

/// Runs `body` and rethrows its errors as `StoreError` about the atlas at `path`.
func storing<Value>(_ path: String, _ body: () throws -> Value) throws(StoreError) -> Value {
    do {
        return try body()
    } catch {
        throw StoreError(error, path: path)
    }
}
