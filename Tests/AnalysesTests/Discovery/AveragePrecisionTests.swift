import Foundation
import TestSupport
import Testing

@testable import Analyses

/// Against scikit-learn's, and by hand.
struct AveragePrecisionTests {
    private struct Fixtures: Decodable {
        struct Case: Decodable {
            let scores: [Float]
            let positive: [Bool]
            let average_precision: Double
        }
        let average_precision: [Case]
    }

    /// What `Tools/make_discovery_fixtures.py` wrote, with equal scores.
    @Test func itIsScikitLearns() throws {
        let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/discovery.json")
        let cases = try JSONDecoder().decode(Fixtures.self, from: Data(contentsOf: url)).average_precision
        #expect(cases.count >= 6)
        for entry in cases {
            let found = AveragePrecision(scores: entry.scores, isPositive: entry.positive)
            #expect(abs(found.value - entry.average_precision) < 1e-12, "\(entry.scores.count) scores")
            let interval = try #require(found.interval)
            #expect(interval.low <= interval.high && interval.low >= 0 && interval.high <= 1)
        }
    }

    @Test func byHand() {
        // The positives are first and third: (1/1 + 2/3) / 2.
        let found = AveragePrecision(scores: [4, 3, 2, 1], isPositive: [true, false, true, false])
        #expect(abs(found.value - (1 + 2.0 / 3) / 2) < 1e-12)
        #expect(found.positives == 2 && found.images == 4 && found.chance == 0.5)
        // Scores that say nothing give the share of positives, in whatever order.
        let equal = AveragePrecision(scores: [1, 1, 1, 1], isPositive: [false, false, true, false])
        #expect(equal.value == 0.25)
        // Nothing wrong: every sample is right.
        let perfect = AveragePrecision(scores: [3, 2, 1, 0], isPositive: [true, true, false, false])
        #expect(perfect.value == 1 && perfect.interval == BootstrapIntervals.Interval(low: 1, high: 1))
        #expect(AveragePrecision(scores: [1], isPositive: [false]).interval == nil)
    }

    /// The interval of a mean is about as wide as the normal one.
    @Test func intervalsOfMeans() throws {
        var random = SeededGenerator(seed: 4)
        let values = (0..<400).map { _ in Double.random(in: 0...1, using: &random) }
        let mean = values.reduce(0, +) / 400
        let interval = try #require(BootstrapIntervals.Interval.ofMean(values))
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400 / 400).squareRoot()
        #expect(interval.low < mean && mean < interval.high)
        #expect(abs((interval.high - interval.low) / (2 * 1.96 * deviation) - 1) < 0.15)
        #expect(BootstrapIntervals.Interval.ofMean([]) == nil)
    }
}
