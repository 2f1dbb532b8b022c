import FlyingSocks
import Foundation

/// One client's connection: reads heads of requests and sends responses, each within the limits.
struct Connection {
    private let socket: AsyncSocket
    private let limits: ServerLimits
    /// Bytes that were received and not yet used.
    private var received: [UInt8] = []

    init(_ socket: AsyncSocket, limits: ServerLimits) {
        self.socket = socket
        self.limits = limits
    }

    /// Returns the head of the next request; nil if the client has closed the connection or sends nothing.
    ///
    /// - Throws: `RequestError` for what the client sent, and errors of the socket.
    mutating func nextHead() async throws -> RequestHead? {
        let end = ContinuousClock.now + limits.idleTime
        do {
            // Empty lines before a request are skipped (RFC 9112, section 2.2).
            while received.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
                received = try await receive(within: end - ContinuousClock.now)
            }
        } catch is TimeLimitReached {
            return nil
        } catch SocketError.disconnected {
            return nil
        }
        received.removeFirst(received.prefix { $0 == 0x0D || $0 == 0x0A }.count)
        let deadline = ContinuousClock.now + limits.headTime
        var searched = 0
        while true {
            if let end = endOfHead(from: searched) {
                guard end <= limits.headBytes else { throw RequestError.headTooLarge }
                defer { received.removeFirst(end + 4) }
                return try RequestHead(parsing: received[..<end], limits: limits)
            }
            guard received.count < limits.headBytes else {
                let hasFirstLine = received.prefix(limits.targetBytes + 32).contains(0x0A)
                throw hasFirstLine ? RequestError.headTooLarge : .targetTooLong
            }
            searched = max(0, received.count - 3)
            do {
                received += try await receive(within: deadline - ContinuousClock.now)
            } catch is TimeLimitReached {
                throw RequestError.tooSlow
            } catch SocketError.disconnected {
                return nil
            }
        }
    }

    /// Returns the index of CR LF CR LF, which ends the head.
    private func endOfHead(from start: Int) -> Int? {
        guard received.count >= 4 else { return nil }
        return (start...(received.count - 4)).first { place in
            received[place] == 0x0D && received[place + 1] == 0x0A && received[place + 2] == 0x0D
                && received[place + 3] == 0x0A
        }
    }

    private func receive(within time: Duration) async throws -> [UInt8] {
        try await withTimeLimit(time) { [socket] in try await socket.read(atMost: 4096) }
    }

    /// Sends a response.
    ///
    /// - Parameters:
    ///   - hasBody: False for a response to HEAD, which has the same headers but no body.
    ///   - closes: Whether the connection is closed after this response.
    func send(_ response: Response, hasBody: Bool, closes: Bool) async throws {
        var data = response.head(closes: closes)
        if hasBody, response.status != 304 { data += response.bytes }
        var start = 0
        while start < data.count {
            let end = min(data.count, start + 65_536)
            let piece = data[start..<end]
            try await withTimeLimit(limits.sendTime) { [socket] in try await socket.write(piece) }
            start = end
        }
    }

    /// Waits a moment until the client has closed its side, and drops what it still sends. A connection that is closed while
    /// bytes are unread is reset, and the client may lose the response.
    func drain() async {
        _ = shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
        try? await withTimeLimit(.seconds(1)) { [socket] in
            for _ in 0..<256 { _ = try await socket.read(atMost: 4096) }
        }
    }
}

extension Response {
    /// Returns the status line, the headers and the empty line as bytes.
    fileprivate func head(closes: Bool) -> Data {
        var lines = ["HTTP/1.1 \(status) \(Self.reasons[status] ?? "")", "Content-Type: \(type)"]
        for (name, value) in Self.commonHeaders + headers {
            var value = value
            value.unicodeScalars.removeAll { $0.value < 0x20 }
            lines.append("\(name): \(value)")
        }
        if status != 304 { lines.append("Content-Length: \(bytes.count)") }
        if closes { lines.append("Connection: close") }
        return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private static let reasons = [
        200: "OK", 303: "See Other", 304: "Not Modified", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 408: "Request Timeout", 413: "Content Too Large", 414: "URI Too Long",
        421: "Misdirected Request", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
        503: "Service Unavailable", 505: "HTTP Version Not Supported",
    ]
}
