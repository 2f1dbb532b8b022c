import Foundation
import Images
import Units

extension ImageFolder {
    /// Returns the files that a list names (one path per line, ``PathList``), ordered by the bytes of their paths; a file
    /// named twice counts once.
    ///
    /// - Parameter folder: The folder that the paths are relative to, by default the folder of the list. An absolute
    ///   path must be inside it. Files may have any name; decoding tells which are images. A missing file is listed
    ///   with its problem.
    /// - Throws: ``CollectionError``: `missingFiles` if none of the files exists; `notText`; `outside`, with the line.
    package static func list(listFile: String, relativeTo folder: String? = nil) throws(CollectionError) -> [Entry] {
        let root = folder ?? URL(fileURLWithPath: listFile).deletingLastPathComponent().path
        var entries: [ImagePath: Entry] = [:]
        var missing: [String] = []
        for (line, text) in try PathList(path: listFile).entries {
            guard let path = relative(existing(text, in: root), to: root) else {
                throw .outside(list: listFile, line: line, file: text, folder: root)
            }
            if entries[path: path] != nil { continue }
            guard let status = FileStatus(path: root + "/" + path), status.kind == .file else {
                missing.append(path)
                let problem =
                    "is named by the list \(URL(fileURLWithPath: listFile).lastPathComponent) and is not there"
                entries[path: path] = Entry(path: path, bytes: 0, modified: 0, problem: problem)
                continue
            }
            entries[path: path] = Entry(path: path, bytes: status.bytes, modified: status.modified)
        }
        guard missing.isEmpty || missing.count < entries.count else {
            throw .missingFiles(list: listFile, files: Array(missing.prefix(10)), count: missing.count)
        }
        return entries.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The path of the file that a line names: the line as it is, without quotes around it, or with `/` for `\`, in this
    /// order; the line itself if there is no such file.
    private static func existing(_ line: String, in folder: String) -> String {
        func exists(_ path: String) -> Bool {
            FileStatus(path: path.hasPrefix("/") ? path : folder + "/" + path)?.kind == .file
        }
        if exists(line) { return line }
        let isQuoted = line.utf8.count > 2 && line.hasPrefix("\"") && line.hasSuffix("\"")
        let plain = isQuoted ? String(line.dropFirst().dropLast()) : line
        let slashed = String(String.UnicodeScalarView(plain.unicodeScalars.map { $0 == "\\" ? "/" : $0 }))
        return [plain, slashed].first(where: exists) ?? line
    }

    /// The path relative to the folder, without "." parts; nil if it is not inside the folder.
    private static func relative(_ path: String, to folder: String) -> String? {
        func parts(_ path: String) -> [ImagePath] {
            path.utf8.split(separator: UInt8(ascii: "/")).map { ImagePath(Substring($0)) }.filter {
                $0 != ImagePath(".")
            }
        }
        var own = parts(path)
        if path.utf8.first == UInt8(ascii: "/") {
            let root = parts(URL(fileURLWithPath: folder).path)
            guard own.starts(with: root) else { return nil }
            own.removeFirst(root.count)
        }
        return own.isEmpty || own.contains(ImagePath("..")) ? nil : own.map(\.text).joined(separator: "/")
    }
}
