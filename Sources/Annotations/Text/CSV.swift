import ImageCollections
import Units

/// A table with a header line, whose fields are separated by commas, semicolons, tabs or vertical bars.
///
/// Quoted fields may contain separators, line breaks and `""` for `"` (RFC 4180). The separator is the one that is most
/// frequent in the header outside quotes, or the one given by a first line `sep=;`. Lines end with LF, CR LF or CR.
package struct CSV: Sendable {
    /// A record below the header.
    package struct Row: Sendable {
        /// The line on which it begins, counted from 1.
        package let line: Int
        /// The fields as in the file, without quotes.
        package let fields: [String]

        /// The text of a column, without surrounding white space.
        package subscript(column: Int) -> String { fields[column].trimmed }
    }

    package let path: String
    /// The names of the columns, trimmed and in lower case, with `_` for spaces and hyphens (``key(_:)``).
    package let header: [String]
    package let rows: [Row]

    /// Reads the file at `path`.
    ///
    /// - Throws: ``AnnotationError``: `unreadable`; `empty`; `openQuote`; `fieldCount` for a row with more or fewer fields
    ///   than the header.
    package init(path: String) throws(AnnotationError) {
        try self.init(text: AnnotationFile.text(path), path: path)
    }

    /// Reads `text`; `path` is used in errors.
    package init(text: String, path: String) throws(AnnotationError) {
        if let table = try Self.jsonLines(text, path: path) {
            (self.path, header, rows) = (path, table.header, table.rows)
            return
        }
        var records = try Self.records(text, path: path)
        guard let first = records.first else { throw .file(path: path, .empty) }
        records.removeFirst()
        let header = first.fields.map(Self.key)
        if let wrong = records.first(where: { $0.fields.count != header.count }) {
            throw .line(path: path, line: wrong.line, .fieldCount(wrong.fields.count, header: header))
        }
        self.path = path
        self.header = header
        rows = records
    }

    /// A column's name as ``header`` holds it: `Class Index` is `class_index`.
    package static func key(_ name: String) -> String {
        String(name.trimmed.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }

    /// Columns that name an image; the first present does.
    private static let imageColumns = [
        "image", "file_name", "filename", "path", "filepath", "file_path", "image_path", "image_name", "file", "fname",
        "image_id", "imageid", "name", "id",
    ]

    /// The place of the column that names images.
    ///
    /// - Throws: `missingColumns` where none does.
    package func imageColumn() throws(AnnotationError) -> Int {
        if let place = Self.imageColumns.lazy.compactMap(column).first { return place }
        throw .file(path: path, .missingColumns(["image"], isOneEnough: false, header: header))
    }

    /// The index of the column named `name`; nil if there is none.
    package func column(_ name: String) -> Int? { header.firstIndex(of: name) }

    /// The indices of required columns.
    ///
    /// - Throws: `missingColumns`, with those that are missing.
    package func columns(_ names: [String]) throws(AnnotationError) -> [Int] {
        let missing = names.filter { column($0) == nil }
        guard missing.isEmpty else {
            throw .file(path: path, .missingColumns(missing, isOneEnough: false, header: header))
        }
        return names.compactMap(column)
    }

    /// The first of some columns that is present.
    ///
    /// - Throws: `missingColumns` if none is present.
    package func firstColumn(of names: [String]) throws(AnnotationError) -> (name: String, place: Int) {
        for name in names {
            if let place = column(name) { return (name, place) }
        }
        throw .file(path: path, .missingColumns(names, isOneEnough: true, header: header))
    }

    /// An error in a line of the file.
    package func failure(_ row: Row, _ problem: AnnotationError.LineProblem) -> AnnotationError {
        .line(path: path, line: row.line, problem)
    }

    private static let separators = Array(",;\t|".utf8)

    /// The separator of the table in `bytes`, and the offset of its header.
    private static func separator(of bytes: [UInt8]) -> (separator: UInt8, start: Int) {
        let isEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
        let start = bytes.firstIndex { !isEnd($0) } ?? 0
        let prefix = Array("sep=".utf8)
        if bytes[start...].starts(with: prefix), bytes.count > start + 4, separators.contains(bytes[start + 4]) {
            let end = bytes[start...].firstIndex(where: isEnd) ?? bytes.count
            if end == start + 5 { return (bytes[start + 4], end) }
        }
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes[start...] {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if isEnd(byte) { break }
            if separators.contains(byte) { counts[byte, default: 0] += 1 }
        }
        let most = separators.reduce(separators[0]) { counts[$1, default: 0] > counts[$0, default: 0] ? $1 : $0 }
        return (most, start)
    }

    private static func records(_ text: String, path: String) throws(AnnotationError) -> [Row] {
        var records: [Row] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var bytes = Array(text.utf8)
        bytes.append(0x0A)
        var (separator, index) = separator(of: bytes)
        var line = 1 + lineEnds(in: bytes[..<index])
        var (start, quoteLine) = (line, 0)
        var (isQuoted, wasQuoted) = (false, false)
        while index < bytes.count {
            var byte = bytes[index]
            index += 1
            // A CR without an LF ends a line too.
            if byte == 0x0D, bytes[index] != 0x0A, !isQuoted { byte = 0x0A }
            if byte == 0x0A { line += 1 }
            if isQuoted {
                guard byte == UInt8(ascii: "\"") else {
                    field.append(byte)
                    continue
                }
                if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where !wasQuoted && field.allSatisfy { $0 == UInt8(ascii: " ") }:
                field = []
                (isQuoted, wasQuoted, quoteLine) = (true, true, line)
            case separator, 0x0A:
                if byte == 0x0A, field.last == 0x0D { field.removeLast() }
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
                if byte == 0x0A {
                    // A line that contains only white space is blank.
                    if fields.count > 1 || wasQuoted || !fields[0].trimmed.isEmpty {
                        records.append(Row(line: start, fields: fields))
                    }
                    fields = []
                    start = line
                }
                wasQuoted = false
            default: field.append(byte)
            }
        }
        if isQuoted { throw .line(path: path, line: quoteLine, .openQuote) }
        return records
    }

    /// The number of line ends in `bytes`.
    private static func lineEnds(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.indices.count {
            bytes[$0] == 0x0A || bytes[$0] == 0x0D && ($0 + 1 == bytes.endIndex || bytes[$0 + 1] != 0x0A)
        }
    }
}
