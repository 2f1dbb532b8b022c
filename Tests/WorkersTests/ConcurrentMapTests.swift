import Synchronization
import Testing
import Workers

@Suite struct ConcurrentMapTests {
    private struct Refusal: Error, Equatable {
        let number: Int
    }

    @Test(arguments: [0, 1, 2, 3, 16])
    func isMapForAnyNumberOfThreads(threads: Int) {
        for count in [0, 1, 2, 7, 1000] {
            let numbers = Array(0..<count)
            #expect(numbers.concurrentMap(threads: threads) { 3 * $0 + 1 } == numbers.map { 3 * $0 + 1 })
        }
    }

    @Test func throwsWhatTheFirstFailingElementThrows() {
        for threads in [1, 2, 5] {
            #expect(throws: Refusal(number: 30)) {
                try Array(0..<100).concurrentMap(threads: threads) { number throws(Refusal) in
                    if number >= 30 && number.isMultiple(of: 10) { throw Refusal(number: number) }
                    return number
                }
            }
        }
    }

    /// Two threads that wait for each other come to an end only when they run at once.
    @Test(.timeLimit(.minutes(1))) func elementsAreDoneAtOnce() {
        let arrived = Atomic(0)
        let sums = [1, 2].concurrentMap(threads: 2) { number in
            arrived.add(1, ordering: .sequentiallyConsistent)
            while arrived.load(ordering: .sequentiallyConsistent) < 2 {}
            return number
        }
        #expect(sums == [1, 2])
    }
}
