import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// `map` on several threads: the same results in the same order, whatever the number of threads.
    ///
    /// - Parameter threads: Those that work, the calling one among them; with one it is `map`.
    /// - Throws: What `transform` throws for the first element that fails; the others have been done by then.
    public func concurrentMap<Result: Sendable, Failure: Error>(
        threads: Int, _ transform: @Sendable (Element) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        guard threads > 1, count > 1 else { return try map(transform) }
        let upcoming = Atomic(0)
        let outcomes = Mutex([Swift.Result<Result, Failure>?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: Swift.min(threads, count)) { _ in
            while true {
                let index = upcoming.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let outcome = Swift.Result { () throws(Failure) -> Result in try transform(self[index]) }
                outcomes.withLock { $0[index] = outcome }
            }
        }
        var results: [Result] = []
        results.reserveCapacity(count)
        for case let outcome? in outcomes.withLock({ $0 }) { results.append(try outcome.get()) }
        return results
    }
}
