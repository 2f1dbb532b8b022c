internal import Foundation
internal import Synchronization

/// Measures the time that SQLite spends on a query, without the time of the caller, and stops the query at the limit.
final class QueryClock: Sendable {
    private struct State {
        var spent = Duration.zero
        var since: ContinuousClock.Instant?
        var hasExpired = false
        var isOver = false
    }

    private let limit: Duration
    private let expire: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameter expire: Called at most once, from another thread, and never after `stop`.
    init(limit: Duration, expire: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.expire = expire
        check(after: limit)
    }

    var hasExpired: Bool { state.withLock { $0.hasExpired } }

    func resume() { state.withLock { $0.since = .now } }

    func pause() {
        state.withLock { state in
            if let since = state.since { state.spent += .now - since }
            state.since = nil
        }
    }

    func stop() { state.withLock { $0.isOver = true } }

    private func check(after wait: Duration) {
        let seconds = max(0.005, Double(wait.components.seconds) + Double(wait.components.attoseconds) * 1e-18)
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [self] in
            let left: Duration? = state.withLock { state in
                if state.isOver { return nil }
                let spent = state.spent + (state.since.map { .now - $0 } ?? .zero)
                if spent < limit { return limit - spent }
                state.hasExpired = true
                expire()
                return nil
            }
            if let left { check(after: left) }
        }
    }
}
