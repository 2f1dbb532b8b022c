import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Synchronization
import UnitAtlas

/// Serves a site on this machine alone.
///
/// Nothing but GET and HEAD is answered, and only to requests that name this machine as their host: a page from elsewhere
/// whose name was made to point here (DNS rebinding) gets nothing.
public struct Server: Sendable {
    private let site: Site
    private let port: Int
    /// Pages and pictures are made here, so that the event loop never waits for a disk.
    private let queue = DispatchQueue(label: "unit-atlas.explorer", attributes: .concurrent)

    /// - Parameter port: 0 picks a free one.
    public init(_ site: Site, port: Int) {
        self.site = site
        self.port = port
    }

    /// Serves until SIGINT or SIGTERM.
    ///
    /// - Parameter started: Called once with the address, `http://127.0.0.1:8000/`.
    /// - Throws: `ExplorerError`.
    public func run(started: @escaping @Sendable (String) -> Void) throws {
        // The first page of a unit need not wait for all pooled activations then.
        queue.async { site.exploration.prepareHistograms() }
        let outcome = Mutex<Result<Void, any Error>>(.success(()))
        let ended = DispatchSemaphore(value: 0)
        Task {
            do {
                try await serve(started)
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
            ended.signal()
        }
        ended.wait()
        do {
            try outcome.withLock { $0 }.get()
        } catch {
            throw Self.explained(error, port: port)
        }
    }

    private func serve(_ started: @escaping @Sendable (String) -> Void) async throws {
        let bound = Mutex(port)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                try await respond(to: request, port: bound.withLock { $0 })
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                bound.withLock { $0 = port }
                started("http://127.0.0.1:\(port)/")
            },
            logger: Logger(label: "unit-atlas") { _ in SwiftLogNoOpLogHandler() })
        try await application.runService()
    }

    private static func explained(_ error: any Error, port: Int) -> ExplorerError {
        let message = "\(error)"
        return message.contains("ddress already in use") || message.contains("errno: 98")
            ? .portInUse(port) : .cannotListen(port: port, message: message)
    }

    private func respond(to request: Request, port: Int) async throws -> Response {
        let (method, target) = (request.method.rawValue, request.head.path ?? "/")
        let (host, tag) = (request.head.authority, request.headers[.ifNoneMatch])
        let answer = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(
                    returning: site.answer(method: method, target: target, host: host, port: port, knownTag: tag))
            }
        }
        var headers = HTTPFields()
        for (name, value) in Answer.commonHeaders + answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        headers[.contentType] = answer.type
        guard answer.status != 304 else { return Response(status: .notModified, headers: headers) }
        let bytes = answer.bytes
        if method == "HEAD" {
            headers[.contentLength] = String(bytes.count)
            return Response(status: .init(code: answer.status), headers: headers)
        }
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Site {
    /// What is said to any request: method, host and target are looked at before anything is read.
    func answer(method: String, target: String, host: String?, port: Int, knownTag: String? = nil) -> Answer {
        let page = Page(self, .served)
        guard ["127.0.0.1", "localhost", "[::1]"].contains(where: { host?.lowercased() == "\($0):\(port)" }) else {
            return page.failure(
                status: 421, "Another host", "This server answers to http://127.0.0.1:\(port)/ alone.")
        }
        guard method == "GET" || method == "HEAD" else {
            var answer = page.failure(
                status: 405, "Nothing can be changed", "Only GET and HEAD are understood; pages are for reading.")
            answer.headers = [("Allow", "GET, HEAD")]
            return answer
        }
        guard let inquiry = Inquiry(target: target, knownTag: knownTag) else {
            return page.failure(status: 400, "Not an address", "The address is not one that a browser writes.")
        }
        return answer(inquiry)
    }
}
