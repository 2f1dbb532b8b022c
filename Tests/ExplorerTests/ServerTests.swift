import FlyingSocks
import Foundation
import Testing
import UnitAtlas

@testable import Explorer

/// What the server does to clients that behave, and to those that do not.
struct ServerTests {
    private let site: Site
    private let tiny: TinySite

    init() throws {
        tiny = try TinySite()
        site = tiny.site
    }

    @Test func responsesAreWholeAndConnectionsAreKept() async throws {
        let expected = tiny.text("/class/0")
        try await TestServer.run(site) { server in
            let client = try await server.connection()
            defer { client.close() }
            for _ in 0..<3 {
                try await client.send("GET /class/0 HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n")
                let text = try await client.text(upTo: "</html>\n")
                #expect(text.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"))
                #expect(text.content == expected)
                #expect(text.contains("\r\nContent-Length: \(expected.utf8.count)\r\n"))
                for (name, value) in Response.commonHeaders { #expect(text.contains("\r\n\(name): \(value)\r\n")) }
                #expect(!text.contains("Connection:"))
            }
            // Two requests at once, the first with empty lines before it.
            let pair =
                "\r\n\r\nGET /style.css HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n" + server.get("/keys.js")
            try await client.send(pair)
            let text = try await client.rest()
            #expect(text.contains("text/css") && text.contains("text/javascript") && text.contains("Connection: close"))
        }
    }

    @Test func headAndNotModifiedHaveNoContent() async throws {
        let length = tiny.get("/keys.js").bytes.count
        let tag = try #require(tiny.get("/keys.js").headers.first { $0.name == "ETag" }?.value)
        try await TestServer.run(site) { server in
            let head = try await server.answer(to: server.get("/keys.js", method: "HEAD"))
            #expect(head.status == 200)
            #expect(head.content.isEmpty)
            #expect(head.contains("\r\nContent-Length: \(length)\r\n"))
            #expect(head.contains("\r\nETag: \(tag)\r\n"))
            let known = try await server.answer(to: server.get("/keys.js", "If-None-Match: \(tag)"))
            #expect(known.status == 304)
            #expect(known.content.isEmpty)
        }
    }

    @Test func bodiesAreNotRead() async throws {
        try await TestServer.run(site) { server in
            for (method, header, status) in [
                ("GET", "Content-Length: 3", 413), ("HEAD", "Transfer-Encoding: chunked", 413),
                ("POST", "Content-Length: 3", 405), ("PUT", "Content-Length: 0", 405),
            ] {
                // What would be the body looks like a request.
                let text = try await server.answer(
                    to: "\(method) / HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\(header)\r\n"
                        + (header.hasSuffix(" 0") ? "Connection: close\r\n" : "") + "\r\n" + server.get("/style.css"))
                #expect(text.status == status, "\(method) \(header)")
                #expect(!text.contains("text/css"))
            }
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 421), ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        ("\u{16}\u{3}\u{1}\r\n\r\n", 400), ("GET / HTTP/3.0\r\n\r\n", 505),
        ("GET http://localhost/ HTTP/1.1\r\n\r\n", 421),
    ])
    func whatIsRefused(_ request: String, _ status: Int) async throws {
        try await TestServer.run(site) { server in
            let client = try await server.connection()
            defer { client.close() }
            try await client.send(request)
            let text = try await client.text(upTo: "</html>\n")
            #expect(text.status == status)
            #expect(!text.contains("crimson"))
        }
    }

    @Test func headsAreBounded() async throws {
        var limits = ServerLimits()
        (limits.targetBytes, limits.headBytes, limits.headerCount) = (1000, 4000, 20)
        try await TestServer.run(site, limits: limits) { server in
            let long = String(repeating: "a", count: 100_000)
            let start = "GET / HTTP/1.1\r\n"
            for (request, status) in [
                (server.get("/search?q=" + long.prefix(900)), 200), (server.get("/search?q=" + long.prefix(1000)), 414),
                // Without an end, as long as the client cares to send.
                ("GET /" + long, 414), (start + "A: " + long, 431),
                (start + String(repeating: "A: b\r\n", count: 20_000), 431),
                (start + String(repeating: "A: b\r\n", count: 21) + "\r\n", 431),
            ] {
                let answer = try await server.answer(to: request)
                #expect(answer.status == status, "\(request.prefix(40))")
            }
        }
    }

    @Test func slowClientsLoseTheirConnection() async throws {
        var limits = ServerLimits()
        (limits.idleTime, limits.headTime) = (.milliseconds(200), .milliseconds(400))
        try await TestServer.run(site, limits: limits) { server in
            let silent = try await server.connection()
            defer { silent.close() }
            #expect(try await silent.rest() == "")

            // One byte now and then keeps no connection.
            let slow = try await server.connection()
            defer { slow.close() }
            let start = ContinuousClock.now
            for byte in "GET / HTTP/1.1\r\nA: bbbbbbbbbbbbbbbbbbbbbbbbbbbb" {
                do { try await slow.send(String(byte)) } catch { break }
                try await Task.sleep(for: .milliseconds(50))
                if ContinuousClock.now - start > .milliseconds(800) { break }
            }
            #expect(try await slow.rest().status == 408)

            // A connection that was used.
            let kept = try await server.connection()
            defer { kept.close() }
            try await kept.send("GET /keys.js HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n")
            #expect(try await kept.rest().status == 200)
        }
    }

    @Test func clientsThatTakeNothingLoseTheirConnection() async throws {
        var limits = ServerLimits()
        (limits.sendTime, limits.connections) = (.milliseconds(200), 1)
        try await TestServer.run(site, limits: limits) { server in
            let client = try await server.connection()
            defer { client.close() }
            // More responses than the buffers of both sides hold; none is read.
            let request = "GET /style.css HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n"
            let sender = Task { try await client.send(String(repeating: request, count: 20_000)) }
            defer { sender.cancel() }
            // Its place is free again.
            for _ in 0..<100 where try await server.answer(to: server.get("/keys.js")).status != 200 {
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(try await server.answer(to: server.get("/keys.js")).status == 200)
        }
    }

    @Test func connectionsAreBounded() async throws {
        var limits = ServerLimits()
        limits.connections = 3
        try await TestServer.run(site, limits: limits) { server in
            var clients: [TestServer.Client] = []
            defer { for client in clients { client.close() } }
            for _ in 0..<3 {
                let client = try await server.connection()
                clients.append(client)
                try await client.send("GET /keys.js HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n")
                #expect(try await client.text(upTo: "\r\n\r\n").status == 200)
            }
            #expect(try await server.answer(to: server.get("/")).status == 503)
            clients.removeLast().close()
            var status = 503 as Int?
            for _ in 0..<100 where status == 503 {
                try await Task.sleep(for: .milliseconds(20))
                status = try await server.answer(to: server.get("/")).status
            }
            #expect(status == 200)
        }
    }

    /// Queries that take their time neither keep pages waiting nor take more than their share of the machine.
    @Test func queriesWaitForEachOtherAndPagesDoNot() async throws {
        let endless = "/sql?sql=WITH+RECURSIVE+r(x)+AS+(SELECT+1+UNION+ALL+SELECT+x%2B1+FROM+r)+SELECT+count(*)+FROM+r"
        let site = try Site(
            tiny.exploration, try ExplorationPictures(tiny.exploration), queries: nil, timeLimit: .seconds(1))
        var limits = ServerLimits()
        limits.queries = 1
        try await TestServer.run(site, limits: limits) { server in
            let start = ContinuousClock.now
            let queries = (0..<2).map { _ in
                Task {
                    let client = try await server.connection()
                    defer { client.close() }
                    try await client.send(server.get(endless))
                    let text = try await client.text(upTo: "</html>\n")
                    return (text.contains("stopped after 1 second"), ContinuousClock.now - start)
                }
            }
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await server.answer(to: server.get("/class/0")).status == 200)
            let page = ContinuousClock.now - start
            var ends: [Duration] = []
            for query in queries {
                let (isStopped, end) = try await query.value
                #expect(isStopped)
                ends.append(end)
            }
            // One after the other, and the page before they are done.
            let last = try #require(ends.max())
            #expect(last > .seconds(2))
            #expect(page < last)
        }
    }

    @Test func itListensOnTheLoopbackAddressAlone() async throws {
        let site = site
        try await TestServer.run(site) { server in
            // Another address of this machine.
            await #expect(throws: SocketError.self) { try await server.connection(to: "127.0.0.2") }
            let own = try await server.answer(to: server.get("/keys.js"))
            #expect(own.status == 200)
            let second = Server(site, port: Int(server.port))
            await #expect(throws: ExplorerError.portInUse(Int(server.port))) { try await second.serve { _ in } }
        }
    }
}
