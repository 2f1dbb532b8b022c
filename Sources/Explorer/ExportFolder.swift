import Foundation

/// The folder of an export, identified by a marker file.
struct ExportFolder {
    /// The name of the marker file, which stores the source of the export and whether it is complete.
    static let marker = ".unit-atlas-export"

    let path: String
    /// Whether an interrupted export of the same source is resumed; its pictures are kept.
    let continues: Bool
    private let identity: String

    /// Creates the folder, or uses an existing one that is empty or contains an export.
    ///
    /// - Parameter identity: Identifies the source; an export of another source is replaced.
    /// - Throws: `ExplorerError.occupied`, `unwritable`.
    init(_ path: String, identity: String) throws(ExplorerError) {
        self.path = path
        self.identity = identity
        let mark = try? String(contentsOfFile: path + "/" + Self.marker, encoding: .utf8)
        let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        if names == nil, FileManager.default.fileExists(atPath: path) { throw .occupied(folder: path) }
        if let names, !names.isEmpty, mark == nil { throw .occupied(folder: path) }
        continues = mark == Self.text("writing", identity)
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: path)
        }
        try write(Array(Self.text("writing", identity).utf8), to: Self.marker)
        if !continues { try? FileManager.default.removeItem(atPath: path + "/" + Links.file(.home)) }
    }

    private static func text(_ state: String, _ identity: String) -> String { "\(state)\n\(identity)\n" }

    /// Marks the export as complete and removes files of an earlier export that are not in `files`.
    func finish(_ files: Set<String>) throws(ExplorerError) {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        for name in names where !files.contains(name) && Self.isOurs(name) {
            try? FileManager.default.removeItem(atPath: path + "/" + name)
        }
        try write(Array(Self.text("complete", identity).utf8), to: Self.marker)
    }

    /// Returns whether an export may have written a file with this name.
    private static func isOurs(_ name: String) -> Bool {
        let path = name.hasSuffix(".html") ? String(name.dropLast(5)) : name
        return Destination(path: path).map { Links.file($0) == name } ?? false
    }

    func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

    /// Writes a file atomically.
    func write(_ bytes: [UInt8], to name: String) throws(ExplorerError) {
        let url = URL(fileURLWithPath: path + "/" + name)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url, options: .atomic)
        } catch {
            throw .unwritable(path: path + "/" + name)
        }
    }
}
