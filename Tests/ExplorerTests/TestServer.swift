import FlyingSocks
import Foundation
import Glibc
import Testing

@testable import Explorer

/// A server of the tiny site with limits of its own, spoken to over sockets.
struct TestServer {
    let port: UInt16
    private let pool: any AsyncSocketPool

    /// Serves while `body` runs.
    static func run(
        _ site: Site, limits: ServerLimits = ServerLimits(),
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let pool = SocketPool.make()
        try await pool.prepare()
        let (addresses, started) = AsyncStream.makeStream(of: String.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            group.addTask {
                try await Server(site, port: 0, limits: limits).serve { started.yield($0) }
            }
            for await address in addresses {
                let port = try #require(URL(string: address)?.port)
                try await body(TestServer(port: UInt16(port), pool: pool))
                break
            }
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
    }

    /// A connection that nothing was sent on.
    func connection(to host: String = "127.0.0.1") async throws -> Client {
        let socket = try AsyncSocket(socket: try Socket(domain: AF_INET), pool: pool)
        do {
            try await socket.connect(to: try sockaddr_in.inet(ip4: host, port: port))
        } catch {
            try socket.close()
            throw error
        }
        return Client(socket: socket)
    }

    /// Sends `text` and returns everything that the server answers until it closes the connection.
    func answer(to text: String) async throws -> String {
        let client = try await connection()
        defer { client.close() }
        try await client.send(text)
        return try await client.rest()
    }

    /// The headers of a GET that ends the connection.
    func get(_ target: String, method: String = "GET", _ headers: String...) -> String {
        let lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"] + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    struct Client {
        fileprivate let socket: AsyncSocket

        func send(_ text: String) async throws { try await socket.write(Data(text.utf8)) }

        func close() { try? socket.close() }

        /// Everything that comes until the server closes the connection, for at most ten seconds.
        func rest() async throws -> String {
            try await withTimeLimit(.seconds(10)) {
                var bytes: [UInt8] = []
                while let piece = try? await socket.read(atMost: 4096) { bytes += piece }
                return String(decoding: bytes, as: UTF8.self)
            }
        }

        /// Receives until `end` has come, for at most ten seconds.
        func text(upTo end: String) async throws -> String {
            try await withTimeLimit(.seconds(10)) {
                var bytes: [UInt8] = []
                while !String(decoding: bytes, as: UTF8.self).contains(end) {
                    bytes += try await socket.read(atMost: 4096)
                }
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }
}

extension String {
    /// The number in the first line of a response.
    var status: Int? { split(separator: " ").dropFirst().first.flatMap { Int($0) } }

    /// What follows the first empty line.
    var content: String { range(of: "\r\n\r\n").map { String(self[$0.upperBound...]) } ?? "" }
}
