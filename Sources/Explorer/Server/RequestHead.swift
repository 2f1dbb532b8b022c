/// The first line and the headers of an HTTP/1 request (RFC 9112, sections 3 and 5).
struct RequestHead: Sendable, Equatable {
    /// `GET`, as sent: methods are case-sensitive.
    let method: String
    /// `/class/3?x=1`, as sent.
    let target: String
    /// Whether the client wants to send another request on the same connection.
    let keepsConnection: Bool
    /// Whether bytes follow that belong to the request.
    let hasBody: Bool
    private let headers: [Header]

    private struct Header: Sendable, Equatable {
        /// In lower case.
        let name: String
        let value: String
    }

    init(
        method: String = "GET", target: String, keepsConnection: Bool = true, hasBody: Bool = false,
        headers: [(name: String, value: String)] = []
    ) {
        self.method = method
        self.target = target
        self.keepsConnection = keepsConnection
        self.hasBody = hasBody
        self.headers = headers.map { Header(name: $0.name.lowercased(), value: $0.value) }
    }

    /// The values of all headers with that name, in order.
    ///
    /// - Parameter name: In lower case.
    func values(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
}

extension RequestHead {
    /// Parses a head.
    ///
    /// The grammar is the strict one: lines end with CR LF, header lines are not folded, and the target is visible ASCII.
    ///
    /// - Parameter bytes: From the first line to the CR LF of the last header, without the empty line.
    init(parsing bytes: ArraySlice<UInt8>, limits: ServerLimits) throws(RequestError) {
        var lines = Self.lines(bytes)[...]
        guard let first = lines.popFirst() else { throw .malformed }
        let parts = first.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isToken(parts[0]), !parts[1].isEmpty, parts[1].allSatisfy({ 0x21...0x7E ~= $0 })
        else { throw .malformed }
        guard parts[1].count <= limits.targetBytes else { throw .targetTooLong }
        let version = Self.text(parts[2])
        guard version.hasPrefix("HTTP/") else { throw .malformed }
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { throw .unsupportedVersion }
        guard lines.count <= limits.headerCount else { throw .headTooLarge }
        var headers: [(name: String, value: String)] = []
        for line in lines { headers.append(try Self.header(line)) }

        func values(_ name: String) -> [String] { headers.filter { $0.name == name }.map { $0.value.lowercased() } }
        guard values("host").count <= 1 else { throw .malformed }
        var hasBody = !values("transfer-encoding").isEmpty
        for length in values("content-length") {
            guard !length.isEmpty, length.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { throw .malformed }
            if length.utf8.contains(where: { $0 != 0x30 }) { hasBody = true }
        }
        let options: [Substring] = values("connection").flatMap { $0.split { $0 == "," || $0 == " " } }
        self.init(
            method: Self.text(parts[0]), target: Self.text(parts[1]),
            keepsConnection: version == "HTTP/1.1" ? !options.contains("close") : options.contains("keep-alive"),
            hasBody: hasBody, headers: headers)
    }

    /// Splits at CR LF. A CR or LF elsewhere stays in its line, where it is not allowed.
    private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var (lines, start, place): ([ArraySlice<UInt8>], Int, Int) = ([], bytes.startIndex, bytes.startIndex)
        while place + 1 < bytes.endIndex {
            if bytes[place] == 0x0D, bytes[place + 1] == 0x0A {
                lines.append(bytes[start..<place])
                start = place + 2
                place = start
            } else {
                place += 1
            }
        }
        if start < bytes.endIndex { lines.append(bytes[start...]) }
        return lines
    }

    private static func header(_ line: ArraySlice<UInt8>) throws(RequestError) -> (name: String, value: String) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), isToken(line[..<colon]) else { throw .malformed }
        let value = line[(colon + 1)...]
        guard value.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else { throw .malformed }
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let first = value.firstIndex { !isBlank($0) } ?? value.endIndex
        let last = value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? first
        return (text(line[..<colon]).lowercased(), text(value[first..<last]))
    }

    /// Returns whether the bytes are a token, the syntax of methods and header names.
    private static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
