import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// Returns the results of `transform` for all elements in order, computed on several threads.
    ///
    /// - Parameter threads: The number of threads, including the calling one. The results do not depend on it.
    /// - Throws: The error of the first element that fails, after all elements have been processed.
    package func concurrentMap<Result: Sendable, Failure: Error>(
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
