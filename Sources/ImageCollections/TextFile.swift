package import Foundation
import Images
import Units

/// Reads whole text files: UTF-8, with or without a byte order mark, or UTF-16 with one.
package enum TextFile {
    /// The limit in bytes, far above the size of any list of classes, labels or images.
    private static let largest = 4 << 30

    /// The bytes of the file at `path`, unchanged.
    package static func data(_ path: String) throws(CollectionError) -> Data {
        let url = URL(fileURLWithPath: path)
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
        else {
            throw .missingFile(path: path)
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw .notAFile(path: path) }
        guard (attributes[.size] as? NSNumber)?.intValue ?? 0 <= largest else {
            throw .tooLarge(path: path, limit: largest)
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw .unreadable(path: path, detail: "check its permissions")
        }
    }

    /// The text of the file at `path`, without a byte order mark.
    package static func text(_ path: String) throws(CollectionError) -> String {
        try text(of: try data(path), path: path)
    }

    /// The text in `data`, without a byte order mark; `path` is used in errors.
    package static func text(of data: Data, path: String) throws(CollectionError) -> String {
        let text = utf16(data) ?? String(validating: withoutMark(data), as: UTF8.self)
        guard let text, !text.utf8.contains(0) else {
            throw .notText(path: path, kind: FileSignature.name(of: Array(data.prefix(FileSignature.length))))
        }
        return text
    }

    /// The text in `data` if it begins with a UTF-16 byte order mark and is valid; nil otherwise.
    private static func utf16(_ data: Data) -> String? {
        let isLittle = data.starts(with: [0xFF, 0xFE])
        guard isLittle || data.starts(with: [0xFE, 0xFF]), data.count % 2 == 0 else { return nil }
        let bytes = Array(data.dropFirst(2))
        let units = stride(from: 0, to: bytes.count, by: 2).map { place in
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return isLittle ? second << 8 | first : first << 8 | second
        }
        return String(validating: units, as: UTF16.self)
    }

    /// `data` without a UTF-8 byte order mark.
    package static func withoutMark(_ data: Data) -> Data {
        data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
    }

    /// The lines of a text, without surrounding white space; blank lines at the end are left out.
    ///
    /// Lines end with LF, CR LF, or CR.
    package static func lines(_ text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map(
            \.trimmed)
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The extension of a file name in lower case, without the dot; empty if there is none.
    package static func fileExtension(of path: String) -> String {
        let name = ImagePath(path).fileName
        let stem = name.withoutExtension
        if stem == name { return "" }
        return String(decoding: name.text.utf8.dropFirst(stem.text.utf8.count + 1), as: UTF8.self).lowercased()
    }
}
