import Analyses
import TestSupport
import Testing

@Suite struct StatisticsTests {
    @Test func byHand() {
        #expect(Statistics.mean([1, 2, 6]) == 3)
        #expect(Statistics.mean([]) == 0)
        #expect(Statistics.median([5, 1, 3]) == 3)
        #expect(Statistics.median([4, 1, 3, 2]) == 3)
        #expect(Statistics.median([]) == nil)
        #expect(Statistics.cosine([1, 0], [0, 2]) == 0)
        #expect(Statistics.cosine([3, 4], [6, 8]) == 1)
        #expect(Statistics.cosine([0, 0], [1, 1]) == nil)
        #expect(Statistics.correlation([1, 2, 3], [2, 4, 6]) == 1)
        #expect(Statistics.correlation([1, 2, 3], [1, 0, -1]) == -1)
        #expect(Statistics.correlation([1, 1], [1, 2]) == nil)
        #expect(Statistics.correlation([], []) == nil)
    }

    @Test func quantileByWeight() {
        let values = [(value: 1.0, weight: 1.0), (2, 2), (5, 1)]
        #expect(Statistics.quantile(0, sorted: values) == 1)
        #expect(Statistics.quantile(0.25, sorted: values) == 1)
        #expect(Statistics.quantile(0.5, sorted: values) == 2)
        #expect(Statistics.quantile(0.75, sorted: values) == 2)
        #expect(Statistics.quantile(1, sorted: values) == 5)
        #expect(Statistics.quantile(0.5, sorted: []) == nil)
    }

    @Test func correlationIgnoresScaleAndShift() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<50 {
            let a = (0..<30).map { _ in Double.random(in: -1...1, using: &random) }
            let b = (0..<30).map { _ in Double.random(in: -1...1, using: &random) }
            let found = Statistics.correlation(a, b) ?? .nan
            #expect(abs((Statistics.correlation(a.map { 3 * $0 + 7 }, b) ?? .nan) - found) < 1e-9)
            #expect(abs((Statistics.correlation(b, a) ?? .nan) - found) < 1e-12)
            #expect((-1...1).contains(found))
        }
    }
}
