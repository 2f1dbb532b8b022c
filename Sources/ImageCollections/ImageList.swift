import Foundation
import Images

extension ImageFolder {
    /// The files that a list names, one path a line, ordered by the bytes of their paths; a file named twice counts once.
    ///
    /// - Parameter folder: what the paths are relative to, by default the list's own folder. An absolute path must lie
    ///   under it. Any name will do, decoding tells what is an image; a file that is not there is listed with its problem.
    /// - Throws: ``CollectionError``: `missingFiles` where none of the files is there; `notText`; `outside`, with the line.
    public static func list(listFile: String, relativeTo folder: String? = nil) throws(CollectionError) -> [Entry] {
        let bytes: [UInt8]
        do {
            bytes = try ImageFile.read(listFile)
        } catch {
            throw .unreadable(path: listFile, detail: error.systemDetail)
        }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw .notText(list: listFile)
        }
        let root = folder ?? URL(fileURLWithPath: listFile).deletingLastPathComponent().path
        var entries: [String: Entry] = [:]
        var missing: [String] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.isEmpty { continue }
            guard let path = relative(String(line), to: root) else {
                throw .outside(list: listFile, line: index + 1, file: String(line), folder: root)
            }
            if entries[path] != nil { continue }
            guard let status = FileStatus(path: root + "/" + path), status.kind == .file else {
                missing.append(path)
                let problem =
                    "is named by the list \(URL(fileURLWithPath: listFile).lastPathComponent) and is not there"
                entries[path] = Entry(path: path, bytes: 0, modified: 0, problem: problem)
                continue
            }
            entries[path] = Entry(path: path, bytes: status.bytes, modified: status.modified)
        }
        guard missing.isEmpty || missing.count < entries.count else {
            throw .missingFiles(list: listFile, files: Array(missing.prefix(10)), count: missing.count)
        }
        return entries.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// A path without its folder and without "." parts; nil where it is not under the folder.
    private static func relative(_ path: String, to folder: String) -> String? {
        var parts = path.split(separator: "/").filter { $0 != "." }
        if path.hasPrefix("/") {
            let root = URL(fileURLWithPath: folder).path.split(separator: "/").filter { $0 != "." }
            guard parts.starts(with: root) else { return nil }
            parts.removeFirst(root.count)
        }
        return parts.isEmpty || parts.contains("..") ? nil : parts.joined(separator: "/")
    }
}
