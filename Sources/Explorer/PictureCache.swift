import Synchronization

/// Pictures that were drawn, the latest of them, up to a number of bytes.
final class PictureCache: Sendable {
    private struct Memory {
        var bytes: [Destination: [UInt8]] = [:]
        /// In the order in which they came; those already thrown out are skipped.
        var order: [Destination] = []
        var first = 0
        var size = 0
    }

    private let capacity: Int
    private let memory = Mutex(Memory())

    /// - Parameter capacity: In bytes.
    init(capacity: Int = 64 << 20) { self.capacity = capacity }

    /// The bytes that are held.
    var size: Int { memory.withLock { $0.size } }

    subscript(destination: Destination) -> [UInt8]? {
        get { memory.withLock { $0.bytes[destination] } }
        set {
            guard let newValue, newValue.count <= capacity else { return }
            memory.withLock { memory in
                guard memory.bytes[destination] == nil else { return }
                memory.bytes[destination] = newValue
                memory.order.append(destination)
                memory.size += newValue.count
                while memory.size > capacity, memory.first < memory.order.count {
                    memory.size -= memory.bytes.removeValue(forKey: memory.order[memory.first])?.count ?? 0
                    memory.first += 1
                }
                if memory.first > 4096 {
                    memory.order.removeFirst(memory.first)
                    memory.first = 0
                }
            }
        }
    }
}
