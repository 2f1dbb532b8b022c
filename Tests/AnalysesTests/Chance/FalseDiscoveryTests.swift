import Testing

@testable import Analyses

struct FalseDiscoveryTests {
    /// By hand: in ascending order p·4/rank is 0.04, 0.0625, 0.0833 and 0.5.
    @Test func adjustedByHand() {
        #expect(FalseDiscovery.adjusted([0.5, 0.0625, 0.01, 0.03125]) == [0.5, 0.0625 * 4 / 3, 0.04, 0.0625])
        // A larger value that is adjusted to less lowers those before it.
        #expect(FalseDiscovery.adjusted([0.03, 0.02, 0.021]) == [0.03, 0.03, 0.03])
        #expect(FalseDiscovery.adjusted([0.25, 0.25]) == [0.25, 0.25])
        #expect(FalseDiscovery.adjusted([]) == [])
        let five = FalseDiscovery.adjusted([0.01, 0.5, 0.03, 0.02, 0.9])
        for (found, wanted) in zip(five, [0.05, 0.625, 0.05, 0.05, 0.9]) { #expect(abs(found - wanted) < 1e-12) }
    }

    /// Of the values below 0.05 in the example of Benjamini and Hochberg (1995, §4.1), four are findings.
    @Test func exampleOfThePaper() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ]
        #expect(FalseDiscovery.adjusted(p).count { $0 < FalseDiscovery.rate } == 4)
    }
}
