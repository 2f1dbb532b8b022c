import Testing

@testable import UnitAtlas

struct IndexProgressTests {
    /// Half of the images in 10 seconds leave 10 more; the first seconds say nothing.
    @Test(
        arguments: [(0.5, 10.0, 10.0), (0.25, 10, 30), (1, 10, 0), (0.5, 4.9, nil), (0, 10, nil)]
            as [(Double, Double, Double?)])
    func theRemainingTime(_ share: Double, _ seconds: Double, _ expected: Double?) {
        #expect(IndexProgress.remaining(seconds: seconds, share: share) == expected)
    }

    /// The share of the work counts, where images differ in how much they are.
    @Test func theShareOfTheWork() {
        let even = IndexProgress(done: 2, total: 8, skipped: 0, seconds: 6)
        #expect(even.share == 0.25 && even.remaining == 18)
        let heavy = IndexProgress(done: 2, total: 8, skipped: 0, seconds: 6, share: 0.5)
        #expect(heavy.remaining == 6)
        #expect(IndexProgress(done: 0, total: 0, skipped: 0, seconds: 6).remaining == 0)
    }
}
