import Analyses
import Tensors
import TestSupport
import Testing
import Units

struct UnitMatchingTests {
    /// Random activations [units, images] on an offset, which correlations have to lose no digits to.
    private static func activations(_ units: Int, _ images: Int, seed: UInt64, offset: Float = 100) -> [[Float]] {
        var random = SeededGenerator(seed: seed)
        return (0..<units).map { _ in (0..<images).map { _ in offset + Float.random(in: 0...1, using: &random) } }
    }

    /// Adds images in blocks of these sizes.
    private static func moments(
        _ a: [[Float]], _ b: [[Float]], blocks: [Int], shuffles: Range<Int> = 0..<1, seed: UInt64 = 1
    ) -> CrossMoments {
        var moments = CrossMoments(unitsA: a.count, unitsB: b.count, shuffles: shuffles, seed: seed)
        var start = 0
        for count in blocks {
            let images = start..<start + count
            moments.add(
                Tensor(shape: [a.count, count], values: a.flatMap { $0[images] }),
                Tensor(shape: [count, b.count], values: images.flatMap { image in b.map { $0[image] } }), threads: 2)
            start += count
        }
        return moments
    }

    @Test func correlationsAreThoseOfTheWholeColumns() throws {
        let (a, b) = (Self.activations(5, 60, seed: 1), Self.activations(4, 60, seed: 2))
        for blocks in [[60], [20, 40], [7, 13, 40]] {
            let matrix = Self.moments(a, b, blocks: blocks).correlations(shuffle: 0)
            #expect(matrix.unitsA.count == 5 && matrix.unitsB.count == 4)
            for row in a.indices {
                for column in b.indices {
                    let wanted = try #require(
                        Statistics.correlation(a[row].map { Double($0) }, b[column].map { Double($0) }))
                    #expect(abs(Double(matrix.values[row * 4 + column]) - wanted) < 1e-5)
                }
            }
        }
    }

    @Test func deadUnitsAreLeftOut() {
        var (a, b) = (Self.activations(3, 30, seed: 1), Self.activations(3, 30, seed: 2))
        a[1] = [Float](repeating: 0.1, count: 30)
        b[0] = [Float](repeating: 0, count: 30)
        let matrix = Self.moments(a, b, blocks: [10, 20]).correlations(shuffle: 0)
        #expect(matrix.unitsA == [UnitID(0), UnitID(2)])
        #expect(matrix.unitsB == [UnitID(1), UnitID(2)])
    }

    /// Shuffles are permutations of the images: a unit and its copy correlate by little, and differently each time.
    @Test func shufflesKeepTheValues() {
        let a = Self.activations(1, 400, seed: 4)
        let moments = Self.moments(a, a, blocks: [200, 200], shuffles: 0..<4)
        #expect(abs(moments.correlations(shuffle: 0).values[0] - 1) < 1e-5)
        let shuffled = (1..<4).map { moments.correlations(shuffle: $0).values[0] }
        #expect(shuffled.allSatisfy { abs($0) < 0.2 })
        #expect(Set(shuffled).count == 3)
        // In groups, as memory requires, they are the same.
        let later = Self.moments(a, a, blocks: [200, 200], shuffles: 2..<4)
        #expect(later.correlations(shuffle: 3) == moments.correlations(shuffle: 3))
        let other = Self.moments(a, a, blocks: [200, 200], shuffles: 0..<4, seed: 2)
        #expect(other.correlations(shuffle: 3) != moments.correlations(shuffle: 3))
    }

    private static func matching(_ a: [[Float]], _ b: [[Float]], least: Double = 0.5) -> UnitMatching {
        let moments = moments(a, b, blocks: [a[0].count], shuffles: 0..<21)
        var (chanceA, chanceB) = (ChanceMatch(), ChanceMatch())
        for shuffle in 1..<21 {
            chanceA.add(moments.correlations(shuffle: shuffle).bestInB)
            chanceB.add(moments.correlations(shuffle: shuffle).bestInA)
        }
        return UnitMatching(
            moments.correlations(shuffle: 0), chanceA: chanceA, chanceB: chanceB, leastCorrelation: least)
    }

    /// Unit 0 of A is unit 2 of B, unit 1 is unit 0, unit 2 has a copy in A, unit 3 is in A alone; unit 1 of B is new.
    @Test func fates() {
        let base = Self.activations(5, 200, seed: 9)
        func noisy(_ unit: Int, _ seed: UInt64) -> [Float] {
            zip(base[unit], Self.activations(1, 200, seed: seed)[0]).map { $0 + 0.2 * $1 }
        }
        let a = [base[0], base[1], base[2], base[3], noisy(2, 21)]
        let b = [noisy(1, 22), base[4], noisy(0, 23), noisy(2, 24)]
        let matching = Self.matching(a, b)
        let pairs = matching.kept.map { [$0.a.value, $0.b.value] }.sorted { $0[0] < $1[0] }
        #expect(pairs == [[0, 2], [1, 0], [2, 3]])
        #expect(matching.merged == [UnitID(4)])
        #expect(matching.bestInB[UnitID(4)]?.unit == UnitID(3))
        #expect(matching.lost == [UnitID(3)])
        #expect(matching.new == [UnitID(1)])
        #expect(matching.split.isEmpty)
        // 100 maxima by chance, all smaller, and four tests, three of them equally good.
        #expect(matching.kept.allSatisfy { abs($0.q - 4.0 / 3 / 81) < 1e-9 || abs($0.q - 4.0 / 3 / 101) < 1e-9 })
        #expect(matching.kept.allSatisfy { $0.chance < 0.3 && Double($0.correlation) > 0.9 })
        #expect(Self.matching(a, b, least: 0.9999).kept.isEmpty)
    }

    /// Networks that have nothing in common keep no unit, even without a least correlation: in 20 comparisons of 12 units,
    /// less than 5 % of them have a false match.
    @Test func nothingIsKeptByChance() {
        var comparisons = 0
        for seed in 0..<20 {
            let matching = Self.matching(
                Self.activations(12, 60, seed: UInt64(100 + seed)), Self.activations(12, 60, seed: UInt64(200 + seed)),
                least: 0)
            if !matching.kept.isEmpty { comparisons += 1 }
        }
        #expect(comparisons <= 2)
    }

    @Test func pValues() {
        var chance = ChanceMatch()
        func best(_ values: [Float]) -> [CorrelationMatrix.Best] {
            CorrelationMatrix(
                unitsA: values.indices.map { UnitID($0) }, unitsB: [UnitID(0)], values: values
            ).bestInB
        }
        chance.add(best([0.1, 0.3]))
        chance.add(best([0.3, 0.2]))
        #expect(abs(chance.mean(0) - 0.2) < 1e-7 && abs(chance.mean(1) - 0.25) < 1e-7)
        #expect([Float(0.05), 0.2, 0.25, 0.3, 0.31].map { chance.p($0) } == [1, 0.8, 0.6, 0.6, 0.2])
    }
}
