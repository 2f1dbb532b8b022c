/// Comma-separated values with a header line (RFC 4180: fields in quotes may hold commas, line breaks and "" for ").
package struct CSV: Sendable {
    package let path: String
    package let header: [String]
    /// Each with the line it begins on, counted from 1.
    package let rows: [(line: Int, fields: [String])]

    /// - Throws: `AnnotationError.line` for a quote that never closes and a row with more or fewer fields than the header.
    package init(text: String, path: String) throws(AnnotationError) {
        var records = try Self.records(text, path: path)
        guard let first = records.first else { throw .file(path: path, reason: "it is empty; a header line is needed") }
        records.removeFirst()
        let header = first.fields.map { Self.trimmed($0).lowercased() }
        if let wrong = records.first(where: { $0.fields.count != header.count }) {
            throw .line(
                path: path, line: wrong.line,
                reason:
                    "\(wrong.fields.count) fields under a header of \(header.count) (\(header.joined(separator: ",")))")
        }
        self.path = path
        self.header = header
        rows = records
    }

    /// The place of the column called `name`; nil where there is none.
    package func column(_ name: String) -> Int? { header.firstIndex(of: name) }

    /// `text` without white space around it.
    package static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
        var end = scalars
        while let last = end.last, last.properties.isWhitespace { end.removeLast() }
        return String(end)
    }

    private static func records(_ text: String, path: String) throws(AnnotationError) -> [(line: Int, fields: [String])]
    {
        var records: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var (line, start, quoteLine) = (1, 1, 0)
        var (isQuoted, wasQuoted) = (false, false)
        var bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
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
                    if fields != [""] { records.append((start, fields)) }
                    fields = []
                    start = line
                }
            default: field.append(byte)
            }
        }
        if isQuoted { throw .line(path: path, line: quoteLine, reason: "a quoted field begins here and never ends") }
        return records
    }
}
