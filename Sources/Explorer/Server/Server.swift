import Dispatch
import FlyingSocks
import Foundation
import Synchronization
import UnitAtlas

/// Serves a site over HTTP/1.1 on 127.0.0.1, to this machine only.
///
/// Only GET and HEAD are supported. Requests for another host (DNS rebinding) or from pages of other sites are refused.
/// `ServerLimits` bound what a client can take.
package struct Server: Sendable {
    private let site: Site
    private let port: Int
    private let limits: ServerLimits
    private let pages: Gate
    private let queries: Gate
    private let connections = ConnectionCount()
    /// Renders pages and pictures, which block on the disk and on inference.
    private let queue = DispatchQueue(label: "unit-atlas.explorer", attributes: .concurrent)

    /// - Parameter port: 0 picks a free one.
    package init(_ site: Site, port: Int) { self.init(site, port: port, limits: ServerLimits()) }

    init(_ site: Site, port: Int, limits: ServerLimits) {
        self.site = site
        self.port = port
        self.limits = limits
        pages = Gate(capacity: limits.pages)
        queries = Gate(capacity: limits.queries)
    }

    /// Serves until the process receives SIGINT or SIGTERM.
    ///
    /// - Parameter started: Called once with the address, `http://127.0.0.1:8000/`.
    /// - Throws: `ExplorerError`.
    package func run(started: @escaping @Sendable (String) -> Void) throws {
        // Preload the pooled activations that unit pages need.
        queue.async { site.exploration.prepareHistograms() }
        let outcome = Mutex<Result<Void, any Error>>(.success(()))
        let ended = DispatchSemaphore(value: 0)
        let task = Task {
            do {
                try await serve(started)
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
            ended.signal()
        }
        let signals = [SIGINT, SIGTERM].map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
        for signal in signals {
            signal.setEventHandler { task.cancel() }
            signal.resume()
        }
        ended.wait()
        for signal in signals { signal.cancel() }
        try outcome.withLock { $0 }.get()
    }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: `ExplorerError`.
    func serve(_ started: @escaping @Sendable (String) -> Void) async throws {
        let pool = SocketPool.make()
        do {
            try await pool.prepare()
            let socket = try listeningSocket()
            defer { try? socket.close() }
            guard case .ip4(_, let bound) = try socket.sockname() else { throw SocketError.unsupportedAddress }
            let listener = try AsyncSocket(socket: socket, pool: pool)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await pool.run() }
                group.addTask { await accept(listener, port: Int(bound)) }
                defer { group.cancelAll() }
                started("http://127.0.0.1:\(bound)/")
                try await group.next()
            }
        } catch {
            guard !Task.isCancelled else { return }
            throw explained(error)
        }
    }

    private func listeningSocket() throws -> Socket {
        let socket = try Socket(domain: AF_INET)
        do {
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: try sockaddr_in.inet(ip4: "127.0.0.1", port: UInt16(port)))
        } catch {
            try? socket.close()
            throw error
        }
        try socket.listen()
        return socket
    }

    private func explained(_ error: any Error) -> ExplorerError {
        guard case SocketError.failed(_, let code, let message) = error else {
            return .cannotListen(port: port, message: "\(error)")
        }
        return code == EADDRINUSE ? .portInUse(port) : .cannotListen(port: port, message: message)
    }

    /// Accepts connections until the task is cancelled.
    private func accept(_ listener: AsyncSocket, port: Int) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    let socket = try await listener.accept()
                    group.addTask {
                        await serve(socket, port: port)
                        try? socket.close()
                    }
                } catch {
                    // The client has disconnected, or no file descriptor is free until another connection ends.
                    try? await Task.sleep(for: .milliseconds(50))
                }
            }
        }
    }

    /// Answers the requests of one connection in order.
    private func serve(_ socket: AsyncSocket, port: Int) async {
        var connection = Connection(socket, limits: limits)
        guard connections.enter(limit: limits.connections) else {
            return await refuse(connection, .tooManyConnections)
        }
        defer { connections.leave() }
        do {
            while let head = try await connection.nextHead() {
                let response = await respond(to: head, port: port)
                let closes = head.hasBody || !head.keepsConnection
                try await connection.send(response, hasBody: head.method != "HEAD", closes: closes)
                if head.hasBody { await connection.drain() }
                if closes { return }
            }
        } catch let error as RequestError {
            await refuse(connection, error)
        } catch {
            // The client has disconnected or does not receive its response.
        }
    }

    private func refuse(_ connection: Connection, _ error: RequestError) async {
        do {
            try await connection.send(Page(site, .served).failure(error), hasBody: true, closes: true)
        } catch {
            return
        }
        await connection.drain()
    }

    private func respond(to head: RequestHead, port: Int) async -> Response {
        await (site.runsQuery(head) ? queries : pages).pass {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: site.respond(to: head, port: port)) }
            }
        }
    }
}

/// The number of open connections.
private final class ConnectionCount: Sendable {
    private let count = Mutex(0)

    /// Counts another connection and returns true, or returns false if the limit is reached.
    func enter(limit: Int) -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
