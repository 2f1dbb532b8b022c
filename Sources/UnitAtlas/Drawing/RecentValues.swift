import Synchronization

/// Values that were made and may be requested again: the latest of them, up to a total cost.
package final class RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var entries: [Key: (value: Value, cost: Int)] = [:]
        /// In the order in which they came; those before `first` have been removed.
        var order: [Key] = []
        var first = 0
        var cost = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: The largest total cost: a number of values, or of bytes, as the caller counts.
    package init(capacity: Int) { self.capacity = capacity }

    /// The total cost of the values that are held.
    package var cost: Int { state.withLock { $0.cost } }

    /// The value of a key; nil if it was never inserted or has been removed.
    package subscript(key: Key) -> Value? { state.withLock { $0.entries[key]?.value } }

    /// Holds a value, and removes the oldest ones until there is room for it. A key that is held keeps its value, and a value
    /// that costs more than the capacity is not held.
    package func insert(_ value: Value, for key: Key, cost: Int = 1) {
        guard cost <= capacity else { return }
        state.withLock { state in
            guard state.entries[key] == nil else { return }
            state.entries[key] = (value, cost)
            state.order.append(key)
            state.cost += cost
            while state.cost > capacity {
                state.cost -= state.entries.removeValue(forKey: state.order[state.first])?.cost ?? 0
                state.first += 1
            }
            if state.first > 4096 {
                state.order.removeFirst(state.first)
                state.first = 0
            }
        }
    }
}
