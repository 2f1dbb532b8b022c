import TestSupport
import Testing
import Units

@Suite struct LargestTests {
    @Test func largestFirstAndEqualValuesByIndex() {
        #expect(Largest.indices([1, 5, 5, 2, 7] as [Float], count: 3) == [4, 1, 2])
        #expect(Largest.indices([1, 2] as [Float], count: 5) == [1, 0])
        #expect(Largest.indices([2, 3, 2] as [Double]) == [1, 0, 2])
        #expect(Largest.indices([1, 2] as [Float], count: 0).isEmpty)
        #expect(Largest.indices([] as [Float], count: 3).isEmpty)
    }

    @Test func theIndexOfTheLargest() {
        #expect(Largest.index([1, 3, 3, -1]) == 1)
        #expect(Largest.index([-2.5]) == 0)
        #expect(Largest.index([Int]()) == nil)
        let values: [Float] = [-3, -1, -1]
        #expect(Largest.index(values.span) == 1)
    }

    /// Few distinct values, so that ties are common; counts on both sides of the switch from insertion to sorting.
    @Test(arguments: [1, 2, 5, 31, 32, 33, 100, 1000])
    func agreesWithAStableSort(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        for _ in 0..<50 {
            let values = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                Float(Int.random(in: 0...9, using: &random))
            }
            let sorted = values.enumerated().sorted { ($0.element, $1.offset) > ($1.element, $0.offset) }
            #expect(Largest.indices(values, count: count) == sorted.prefix(count).map(\.offset))
            #expect(Largest.index(values) == sorted.first?.offset)
        }
    }
}
