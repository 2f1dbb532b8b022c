import Testing

@testable import Analyses

struct HypergeometricTests {
    /// Two of five images are members, and two are drawn: of ten pairs one has both, and three have none.
    @Test func byHand() {
        func atLeast(_ found: Int) -> Double { Hypergeometric.atLeast(found, drawn: 2, members: 2, total: 5) }
        #expect(atLeast(0) == 1)
        #expect(abs(atLeast(1) - 0.7) < 1e-12)
        #expect(abs(atLeast(2) - 0.1) < 1e-12)
        #expect(atLeast(3) == 0)
    }

    /// Of four images, three are members: two that are drawn have at least one.
    @Test func limits() {
        #expect(Hypergeometric.atLeast(1, drawn: 2, members: 3, total: 4) == 1)
        #expect(abs(Hypergeometric.atLeast(2, drawn: 2, members: 3, total: 4) - 0.5) < 1e-12)
        #expect(Hypergeometric.atLeast(1, drawn: 2, members: 0, total: 4) == 0)
        #expect(Hypergeometric.atLeast(0, drawn: 0, members: 0, total: 0) == 1)
    }

    /// Nine of nine images of a class with 50 of 50,000: about 5e-28, and not 0.
    @Test func smallValuesKeepTheirSize() {
        let p = Hypergeometric.atLeast(9, drawn: 9, members: 50, total: 50_000)
        let expected = (0..<9).reduce(1.0) { $0 * Double(50 - $1) / Double(50_000 - $1) }
        #expect(abs(p / expected - 1) < 1e-8)
    }
}
