import ImageCollections
import Units

/// Comma-separated values with a header line (RFC 4180: fields in quotes may hold commas, line breaks and "" for ").
package struct CSV: Sendable {
    /// A record below the header.
    package struct Row: Sendable {
        /// The line that it begins on, counted from 1.
        package let line: Int
        /// The fields as they stand in the file, without quotes.
        package let fields: [String]

        /// The text of a column without white space around it.
        package subscript(column: Int) -> String { fields[column].trimmed }
    }

    package let path: String
    /// Names of the columns, trimmed and in small letters.
    package let header: [String]
    package let rows: [Row]

    /// Reads the file at `path`.
    ///
    /// - Throws: ``AnnotationError``: `unreadable`; `empty`; `openQuote`; `fieldCount` for a row with more or fewer fields
    ///   than the header.
    package init(path: String) throws(AnnotationError) {
        try self.init(text: AnnotationFile.text(path), path: path)
    }

    /// Reads `text`; `path` stands in errors.
    package init(text: String, path: String) throws(AnnotationError) {
        var records = try Self.records(text, path: path)
        guard let first = records.first else { throw .file(path: path, .empty) }
        records.removeFirst()
        let header = first.fields.map { $0.trimmed.lowercased() }
        if let wrong = records.first(where: { $0.fields.count != header.count }) {
            throw .line(path: path, line: wrong.line, .fieldCount(wrong.fields.count, header: header))
        }
        self.path = path
        self.header = header
        rows = records
    }

    /// The place of the column called `name`; nil where there is none.
    package func column(_ name: String) -> Int? { header.firstIndex(of: name) }

    /// The places of columns that have to be there.
    ///
    /// - Throws: `missingColumns` with those that are not.
    package func columns(_ names: [String]) throws(AnnotationError) -> [Int] {
        let missing = names.filter { column($0) == nil }
        guard missing.isEmpty else {
            throw .file(path: path, .missingColumns(missing, isOneEnough: false, header: header))
        }
        return names.compactMap(column)
    }

    /// The first of some columns that is there.
    ///
    /// - Throws: `missingColumns` where none is.
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

    private static func records(_ text: String, path: String) throws(AnnotationError) -> [Row] {
        var records: [Row] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var (line, start, quoteLine) = (1, 1, 0)
        var (isQuoted, wasQuoted) = (false, false)
        var bytes = Array(text.utf8)
        bytes.append(0x0A)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
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
            case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted:
                (isQuoted, wasQuoted, quoteLine) = (true, true, line)
            case UInt8(ascii: ","), 0x0A:
                if byte == 0x0A, field.last == 0x0D { field.removeLast() }
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
                wasQuoted = false
                if byte == 0x0A {
                    if fields != [""] { records.append(Row(line: start, fields: fields)) }
                    fields = []
                    start = line
                }
            default: field.append(byte)
            }
        }
        if isQuoted { throw .line(path: path, line: quoteLine, .openQuote) }
        return records
    }
}
