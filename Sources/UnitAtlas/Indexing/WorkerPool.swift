import Foundation
import Synchronization

/// Does numbered pieces of work on threads, and hands each result to the calling thread as soon as it is ready.
///
/// Results come in any order. Threads wait when the caller falls behind, so memory stays flat.
enum WorkerPool {
    /// - Parameters:
    ///   - makeWorker: Called once on each thread; what it returns does the thread's pieces.
    ///   - consume: Called on the calling thread, once for each piece.
    /// - Throws: The first error of a worker or of `consume`; the threads have stopped by then.
    static func run<Result: Sendable>(
        pieces: Int, threads: Int,
        makeWorker: @escaping @Sendable () throws -> (Int) throws -> Result,
        consume: (Result) throws -> Void
    ) throws {
        let exchange = Exchange<Result>(pieces: pieces, capacity: 2 * threads)
        for _ in 0..<min(threads, max(1, pieces)) {
            exchange.threadStarts()
            let thread = Thread {
                defer { exchange.threadEnds() }
                do {
                    let worker = try makeWorker()
                    while let piece = exchange.nextPiece() { exchange.deliver(try worker(piece)) }
                } catch {
                    exchange.fail(error)
                }
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        do {
            while let result = try exchange.nextResult() { try consume(result) }
        } catch {
            exchange.fail(error)
            exchange.waitForThreads()
            throw error
        }
        exchange.waitForThreads()
    }
}

/// What the threads of a pool share.
private final class Exchange<Result: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let pieces: Int
    private let capacity: Int
    private var started = 0
    private var running = 0
    private var pending = 0
    private var results: [Result] = []
    private var failure: (any Error)?

    init(pieces: Int, capacity: Int) {
        self.pieces = pieces
        self.capacity = capacity
    }

    func threadStarts() { condition.withLock { running += 1 } }

    func threadEnds() {
        condition.withLock {
            running -= 1
            condition.broadcast()
        }
    }

    func nextPiece() -> Int? {
        condition.withLock {
            while failure == nil, started < pieces, pending + results.count >= capacity { condition.wait() }
            guard failure == nil, started < pieces else { return nil }
            started += 1
            pending += 1
            return started - 1
        }
    }

    func deliver(_ result: Result) {
        condition.withLock {
            pending -= 1
            results.append(result)
            condition.broadcast()
        }
    }

    func fail(_ error: any Error) {
        condition.withLock {
            if failure == nil { failure = error }
            condition.broadcast()
        }
    }

    func nextResult() throws -> Result? {
        try condition.withLock {
            while failure == nil, results.isEmpty, pending > 0 || (started < pieces && running > 0) { condition.wait() }
            if let failure { throw failure }
            guard !results.isEmpty else { return nil }
            let result = results.removeFirst()
            condition.broadcast()
            return result
        }
    }

    func waitForThreads() {
        condition.withLock { while running > 0 { condition.wait() } }
    }
}
