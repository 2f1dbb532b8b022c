import Testing

@testable import Analyses

struct ActivationBinsTests {
    @Test func binsOfEqualSize() {
        let bins = ActivationBin.bins([5, 1, 3, 2, 6, 4], count: 3)
        #expect(bins.map(\.range) == [5...6, 3...4, 1...2])
        #expect(bins.map(\.members) == [[0, 4], [2, 5], [1, 3]])
    }

    @Test func equalActivationsAreInOneBin() {
        // Quantiles are after the second and the third of 1, 2, 2, 2, 3.
        #expect(ActivationBin.bins([2, 2, 1, 3, 2], count: 2).map(\.members) == [[3], [2, 0, 1, 4]])
        #expect(ActivationBin.bins([6, 6, 6], count: 5) == [ActivationBin(range: 6...6, members: [0, 1, 2])])
    }

    @Test func zeroIsABinOfItsOwnAfterReLU() {
        let bins = ActivationBin.bins([0, 2, 0, 1, 3, 4], count: 2)
        #expect(bins.map(\.members) == [[4, 5], [3, 1], [0, 2]])
        #expect(bins.last?.range == 0...0)
        // Among negative activations, 0 is one like the others.
        #expect(ActivationBin.bins([0, 2, -1, 1], count: 2).map(\.members) == [[3, 1], [2, 0]])
        #expect(ActivationBin.bins([0, 0], count: 4).map(\.members) == [[0, 1]])
        #expect(ActivationBin.bins([], count: 4).isEmpty)
    }

    @Test(arguments: [1, 2, 3, 7, 20]) func everyItemIsInOneBin(_ count: Int) {
        let values = (0..<50).map { Float($0 * 7 % 23) - 3 }
        let bins = ActivationBin.bins(values, count: count)
        #expect(bins.flatMap(\.members).sorted() == Array(0..<50))
        #expect(bins.count <= count + 1)
        for bin in bins { #expect(bin.members.allSatisfy { bin.range.contains(values[$0]) }) }
        #expect(zip(bins, bins.dropFirst()).allSatisfy { $0.range.lowerBound > $1.range.upperBound })
    }

    @Test func evenlySpread() {
        let bin = ActivationBin(range: 0...1, members: Array(0..<10))
        #expect(bin.spread(2) == [7, 2])
        #expect(bin.spread(5) == [9, 7, 5, 3, 1])
        #expect(bin.spread(10) == Array((0..<10).reversed()))
        #expect(bin.spread(99).count == 10)
    }
}
