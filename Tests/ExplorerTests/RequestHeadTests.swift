import Testing

@testable import Explorer

/// Which heads of requests are read, and how.
struct RequestHeadTests {
    private func parsed(_ text: String, _ limits: ServerLimits = ServerLimits()) throws -> RequestHead {
        try RequestHead(parsing: Array(text.utf8)[...], limits: limits)
    }

    @Test func theWholeHead() throws {
        let head = try parsed(
            "GET /class/3?x=1 HTTP/1.1\r\nHost: a:1\r\nX-Empty:\r\nAccept: \t text/html \r\naccept: */*")
        #expect(head.method == "GET")
        #expect(head.target == "/class/3?x=1")
        #expect(head.values("host") == ["a:1"])
        #expect(head.values("x-empty") == [""])
        #expect(head.values("accept") == ["text/html", "*/*"])
        #expect(head.values("x-none") == [])
        #expect(head.keepsConnection && !head.hasBody)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1", true), ("GET / HTTP/1.1\r\nConnection: keep-alive", true),
        ("GET / HTTP/1.1\r\nConnection: Close", false), ("GET / HTTP/1.1\r\nConnection: x, close", false),
        ("GET / HTTP/1.0", false), ("GET / HTTP/1.0\r\nConnection: Keep-Alive", true),
    ])
    func connectionsAreKept(_ text: String, _ keeps: Bool) throws { #expect(try parsed(text).keepsConnection == keeps) }

    @Test(arguments: [
        ("Content-Length: 0", false), ("Content-Length: 00", false), ("Content-Length: 1", true),
        ("Transfer-Encoding: chunked", true), ("Content-Length: 99999999999999999999999", true), ("Expect: x", false),
    ])
    func bodiesAreNoticed(_ header: String, _ hasBody: Bool) throws {
        #expect(try parsed("GET / HTTP/1.1\r\n\(header)").hasBody == hasBody)
    }

    @Test(arguments: [
        "", "GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET\t/ HTTP/1.1",
        "G(T / HTTP/1.1",
        "GET /\u{7F} HTTP/1.1", "GET /ä HTTP/1.1", "GET / FTP/1.1", "GET / http/1.1", "GET / HTTP/1.1\nHost: a",
        "GET / HTTP/1.1\rHost: a", "GET / HTTP/1.1\r\nHost", "GET / HTTP/1.1\r\n: a", "GET / HTTP/1.1\r\nHost : a",
        "GET / HTTP/1.1\r\n Host: a", "GET / HTTP/1.1\r\nA: b\r\n folded", "GET / HTTP/1.1\r\nA: b\rc",
        "GET / HTTP/1.1\r\nA: b\nc", "GET / HTTP/1.1\r\nA: b\0", "GET / HTTP/1.1\r\nHost: a\r\nHost: a",
        "GET / HTTP/1.1\r\nContent-Length: -1", "GET / HTTP/1.1\r\nContent-Length: 1, 1",
        "GET / HTTP/1.1\r\nContent-Length:", "GET / HTTP/1.1\r\nContent-Length: 0x1",
    ])
    func malformedHeads(_ text: String) { #expect(throws: RequestError.malformed) { try parsed(text) } }

    @Test(arguments: ["HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/", "HTTP/1.10"])
    func otherVersions(_ version: String) {
        #expect(throws: RequestError.unsupportedVersion) { try parsed("GET / \(version)") }
    }

    @Test func longHeads() throws {
        var limits = ServerLimits()
        limits.targetBytes = 10
        limits.headerCount = 2
        #expect(try parsed("GET /123456789 HTTP/1.1\r\nA: 1\r\nB: 2", limits).target == "/123456789")
        #expect(throws: RequestError.targetTooLong) { try parsed("GET /1234567890 HTTP/1.1", limits) }
        #expect(throws: RequestError.headTooLarge) { try parsed("GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3", limits) }
    }
}
