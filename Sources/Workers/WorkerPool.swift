import Foundation

/// Runs work items on threads and passes each result to the calling thread.
///
/// Results arrive in any order. Threads block if the caller falls behind, which bounds memory.
package enum WorkerPool {
    /// Runs `next`, a worker and `consume` for each piece of work.
    ///
    /// - Parameters:
    ///   - next: Returns the next piece, nil at the end; called by one thread at a time.
    ///   - makeWorker: Called once on each thread; returns the function that processes the thread's pieces.
    ///   - consume: Called on the calling thread, once for each piece.
    /// - Throws: The first error of a worker, `next` or `consume`, after all threads have ended.
    package static func run<Piece, Result: Sendable>(
        threads: Int,
        next: @escaping @Sendable () throws -> Piece?,
        makeWorker: @escaping @Sendable () throws -> (Piece) throws -> Result,
        consume: (Result) throws -> Void
    ) throws {
        let exchange = Exchange<Result>(capacity: 2 * threads)
        let source = NSLock()
        for _ in 0..<threads {
            exchange.threadStarts()
            let thread = Thread {
                defer { exchange.threadEnds() }
                do {
                    let worker = try makeWorker()
                    while exchange.waitForCapacity(), let piece = try source.withLock({ try next() }) {
                        exchange.deliver(try worker(piece))
                    }
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
    }

    /// Runs the pieces 0..<`pieces`.
    package static func run<Result: Sendable>(
        pieces: Int, threads: Int,
        makeWorker: @escaping @Sendable () throws -> (Int) throws -> Result,
        consume: (Result) throws -> Void
    ) throws {
        let indices = IndexSequence(end: pieces)
        try run(
            threads: min(threads, max(1, pieces)), next: { indices.next() }, makeWorker: makeWorker, consume: consume)
    }

    /// Runs the pieces 0..<`pieces` and calls `consume` in their order.
    package static func runInOrder<Result: Sendable>(
        pieces: Int, threads: Int,
        makeWorker: @escaping @Sendable () throws -> (Int) throws -> Result,
        consume: (Int, Result) throws -> Void
    ) throws {
        var ready: [Int: Result] = [:]
        var upcoming = 0
        try run(pieces: pieces, threads: threads) {
            let worker = try makeWorker()
            return { piece in (piece, try worker(piece)) }
        } consume: { (piece: Int, result: Result) in
            ready[piece] = result
            while let result = ready.removeValue(forKey: upcoming) {
                try consume(upcoming, result)
                upcoming += 1
            }
        }
    }
}

/// The sequence 0, 1, 2 ...; used by one thread at a time.
private final class IndexSequence: @unchecked Sendable {
    private var upcoming = 0
    private let end: Int

    init(end: Int) { self.end = end }

    func next() -> Int? {
        guard upcoming < end else { return nil }
        upcoming += 1
        return upcoming - 1
    }
}

/// State shared by the threads of a pool.
private final class Exchange<Result: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var running = 0
    private var results: [Result] = []
    private var failure: (any Error)?

    init(capacity: Int) { self.capacity = capacity }

    func threadStarts() { condition.withLock { running += 1 } }

    func threadEnds() {
        condition.withLock {
            running -= 1
            condition.broadcast()
        }
    }

    /// Passes on a result, blocking while the caller is behind; returns false if the work is cancelled.
    func waitForCapacity() -> Bool {
        condition.withLock {
            while failure == nil, results.count >= capacity { condition.wait() }
            return failure == nil
        }
    }

    func deliver(_ result: Result) {
        condition.withLock {
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

    /// Returns the next result; nil if all threads have ended.
    func nextResult() throws -> Result? {
        try condition.withLock {
            while failure == nil, results.isEmpty, running > 0 { condition.wait() }
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
