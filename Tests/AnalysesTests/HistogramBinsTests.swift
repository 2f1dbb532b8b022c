import Analyses
import Testing

struct HistogramBinsTests {
    private func bins(_ values: [Double]) -> HistogramBins? { HistogramBins(values.map { ($0, 1) }) }

    @Test func wholeNumbersHaveABinEach() throws {
        let found = try #require(bins([3, 1, 1, 5]))
        #expect(found.start == 0.5)
        #expect(found.width == 1)
        #expect(found.counts == [2, 0, 1, 0, 1])
        #expect(found.end == 5.5)
    }

    @Test func weightsAdd() throws {
        let found = try #require(HistogramBins([(1, 10), (2, 0), (1, 5)]))
        #expect(found.counts == [15, 0])
    }

    /// 0.0, 0.1 ... 9.9: quartiles 2.4 and 7.4, 2 · 5 / ∛100 = 2.15, so 2.5; but at least five bins: at most 1.98, so 2.
    @Test func widthsAreRound() throws {
        let found = try #require(bins((0..<100).map { Double($0) / 10 }))
        #expect(found.start == 0)
        #expect(found.width == 2)
        #expect(found.counts == [20, 20, 20, 20, 20])
    }

    @Test func everyValueIsCountedOnce() throws {
        for scale in [1e-9, 0.3, 1, 7, 1e12] {
            for count in [1, 2, 10, 1000] {
                let values = (0..<count).map { scale * (Double($0 * $0 % 97) - 31.5) }
                let found = try #require(bins(values))
                #expect(found.counts.reduce(0, +) == Double(count))
                #expect((1...75).contains(found.counts.count), "\(found.counts.count)")
                #expect(found.start <= (values.min() ?? 0) && found.end >= (values.max() ?? 0) * (1 - 1e-9))
                for (place, number) in found.counts.enumerated() {
                    let (low, high) = (
                        found.start + Double(place) * found.width, found.start + Double(place + 1) * found.width
                    )
                    let near = values.count { $0 >= low - 1e-6 * found.width && $0 <= high + 1e-6 * found.width }
                    #expect(number <= Double(near))
                }
            }
        }
    }

    /// Numbers that SQL can return, however far apart or close together.
    @Test func extremeNumbers() throws {
        let largest = Double.greatestFiniteMagnitude
        #expect(bins([-largest, largest]) == nil)
        #expect(bins([0, .leastNonzeroMagnitude]) == nil)
        for values in [[1e300, 1e300.nextUp], [0, largest], [1e18, 1e18.nextUp], [0, 1e-300], [-1e17, -1e17]] {
            #expect(try #require(bins(values)).counts.reduce(0, +) == 2, "\(values)")
        }
    }

    @Test func ofOneValueAndOfNone() throws {
        #expect(bins([2.5, 2.5])?.counts.reduce(0, +) == 2)
        #expect(bins([4])?.counts == [1])
        #expect(bins([]) == nil)
    }
}
