internal import GRDB

/// What can go wrong with an atlas. The description is one sentence for the user.
public enum StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One property that differs between an atlas and what a command asks for.
    public struct Difference: Sendable, Equatable {
        public let name: String
        public let inAtlas: String
        public let asked: String

        public init(name: String, inAtlas: String, asked: String) {
            self.name = name
            self.inAtlas = inAtlas
            self.asked = asked
        }
    }

    case missing(path: String)
    case notAnAtlas(path: String)
    case newerSchema(path: String, version: Int, supported: Int)
    case olderSchema(path: String, version: Int, supported: Int)
    case damaged(path: String, message: String)
    case locked(path: String)
    case unreadable(path: String, message: String)
    case unwritable(path: String, message: String)
    case differs(path: String, [Difference])
    case unstorable(path: String, message: String)
    case sqlite(path: String, message: String)

    public var description: String {
        // What SQLite or a file says may have an end of its own.
        for end in ["?.", "!.", ".."] where text.hasSuffix(end) && !text.hasSuffix("...") {
            return String(text.dropLast())
        }
        return text
    }

    private var text: String {
        switch self {
        case .missing(let path):
            "\(path): no such atlas; make one with `unit-atlas index`."
        case .notAnAtlas(let path):
            "\(path) is not an atlas; name a file made by `unit-atlas index`, or a new one."
        case .newerSchema(let path, let version, let supported):
            "\(path) was made by a newer unit-atlas (schema \(version), this one reads up to \(supported)); update it."
        case .olderSchema(let path, let version, let supported):
            "\(path) has the older schema \(version) (this is \(supported)); run `unit-atlas index` on it to update it."
        case .damaged(let path, let message):
            "\(path) is damaged (\(message)); restore a copy or index again into a new file."
        case .locked(let path):
            "\(path) is in use by another process; wait until it has finished."
        case .unreadable(let path, let message):
            "\(path) cannot be opened (\(message)); check its permissions; an atlas whose run was cut off has to lie in a "
                + "folder that can be written to."
        case .unwritable(let path, let message):
            "\(path) cannot be written (\(message)); check the folder, its permissions and the free space."
        case .differs(let path, let differences):
            "\(path) was made otherwise: "
                + differences.map { "\($0.name) is \($0.inAtlas) in the atlas, \($0.asked) asked for" }
                .joined(separator: "; ") + "; index into another file, or ask for what the atlas holds."
        case .unstorable(let path, let message):
            "\(path): \(message)."
        case .sqlite(let path, let message):
            "\(path): SQLite says: \(message)."
        }
    }

    /// What an error of SQLite means for the atlas at `path`.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .damaged(path: path, message: "\(error)")
            return
        }
        let message = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_NOTADB: self = .notAnAtlas(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, message: message)
        case .SQLITE_FULL, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_PERM:
            self = .unwritable(path: path, message: message)
        default: self = .sqlite(path: path, message: message)
        }
    }
}

/// Runs `body` and throws what goes wrong as a `StoreError` about the atlas at `path`.
func storing<Value>(_ path: String, _ body: () throws -> Value) throws(StoreError) -> Value {
    do {
        return try body()
    } catch {
        throw StoreError(error, path: path)
    }
}
