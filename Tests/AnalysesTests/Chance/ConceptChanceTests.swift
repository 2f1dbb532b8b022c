import Foundation
import TestSupport
import Testing
import Units

@testable import Analyses

struct ConceptChanceTests {
    private static let grid = RegionGrid(width: 8, height: 8)
    private static let size = 64

    private static func mask(_ isInside: (Int) -> Bool) -> Mask {
        Mask(width: 8, height: 8, pixels: (0..<size).map(isInside))
    }

    private static func pixels(_ isInside: (Int) -> Bool) -> [Int32] { (0..<Int32(size)).filter { isInside(Int($0)) } }

    /// Concept 0 is a square that lies elsewhere in each image; concept 1 is most of every image. Unit 0 is active on the
    /// square, unit 1 where concept 1 is, unit 2 at places of its own, and unit 3 never.
    private static func scenes(_ images: Int) -> SampledRegions {
        var random = SeededGenerator(seed: 3)
        var regions = SampledRegions()
        for _ in 0..<images {
            let (x, y) = (Int.random(in: 0...6, using: &random), Int.random(in: 0...6, using: &random))
            let (u, v) = (Int.random(in: 0...6, using: &random), Int.random(in: 0...6, using: &random))
            func isInSquare(_ place: Int, _ x: Int, _ y: Int) -> Bool {
                (x...x + 1).contains(place % 8) && (y...y + 1).contains(place / 8)
            }
            regions.add(
                regions: [
                    (0, pixels { isInSquare($0, x, y) }), (1, pixels { $0 < 60 }), (2, pixels { isInSquare($0, u, v) }),
                ],
                objects: [(0, mask { isInSquare($0, x, y) }), (1, mask { $0 < 56 })], grid: grid)
        }
        return regions
    }

    private static func chance(_ regions: SampledRegions, orders: Int = 1000, threads: Int = 2) -> ConceptChance {
        ConceptChance(regions, units: 4, concepts: 2, orders: orders, seed: 1, threads: threads)
    }

    /// Only the unit that follows a concept is better than with the concepts of other images. A unit that is active
    /// everywhere overlaps a concept that is everywhere, and does so in every order.
    @Test func onlyAUnitThatFollowsAConceptExceedsChance() {
        let chance = Self.chance(Self.scenes(60))
        #expect(chance.p[0] == 1 / 1001.0)
        #expect(chance.p[1] == 1 && chance.mean(unit: 1, concept: 1).isNearly(56.0 / 60))
        #expect(chance.p[2] > 0.05)
        #expect(chance.p[3] == 1 && chance.mean(unit: 3, concept: 0) == 0)
        // A square of 4 pixels meets another by chance in 4 · 4 / 49 of them, somewhat more towards the middle.
        #expect((0.02...0.08).contains(chance.mean(unit: 0, concept: 0)))
        #expect(chance.orders == 1000 && (1.0...3).contains(chance.detectors))
    }

    @Test func theResultDependsNeitherOnThreadsNorOnParts() throws {
        let whole = Self.scenes(30)
        #expect(Self.chance(whole, threads: 1) == Self.chance(whole, threads: 3))
        let decoded = try JSONDecoder().decode(SampledRegions.self, from: JSONEncoder().encode(whole))
        #expect(decoded == whole && decoded.images == 30)
        var twice = whole
        twice.merge(whole)
        var expected = try JSONDecoder().decode([UInt32].self, from: JSONEncoder().encode(whole))
        expected += expected
        #expect(try JSONDecoder().decode([UInt32].self, from: JSONEncoder().encode(twice)) == expected)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(SampledRegions.self, from: JSONEncoder().encode(expected.dropLast()))
        }
    }

    /// Units that know nothing of the images have p-values that are spread evenly, or towards 1: a level of 0.1 is reached
    /// by a tenth of them at most, within three standard deviations of 200 trials.
    @Test func pValuesOfNoiseAreUniform() {
        var random = SeededGenerator(seed: 8)
        var regions = SampledRegions()
        let units = 200
        for _ in 0..<20 {
            let active = (0..<units).map { unit in
                (unit: unit, pixels: Self.pixels { _ in Int.random(in: 0..<4, using: &random) == 0 })
            }
            let objects = (0..<2).map { name in
                (name: name, mask: Self.mask { _ in Int.random(in: 0..<3, using: &random) == 0 })
            }
            regions.add(regions: active, objects: objects, grid: Self.grid)
        }
        let chance = ConceptChance(regions, units: units, concepts: 2, orders: 200, seed: 2, threads: 2)
        for level in [0.1, 0.25, 0.5, 0.75] {
            let share = Double(chance.p.count { $0 <= level }) / Double(units)
            let deviation = (level * (1 - level) / Double(units)).squareRoot()
            #expect(abs(share - level) < 3 * deviation + 0.02, "\(share) of the values are at most \(level)")
        }
        #expect(FalseDiscovery.adjusted(chance.p).allSatisfy { $0 >= FalseDiscovery.rate })
    }

    /// A single unit among all can be found.
    @Test func ordersSufficeForOneUnit() {
        #expect(ConceptChance.orders(units: 5) == 1000)
        for units in [64, 768, 2048] {
            let smallest = 1 / Double(1 + ConceptChance.orders(units: units))
            #expect(smallest * Double(units) < FalseDiscovery.rate)
        }
    }

    /// The centres of cells, of which there are at most 32 on a side.
    @Test func regionsAreSampledAtCentres() {
        let grid = RegionGrid(width: 64, height: 2)
        let pixels: [Int32] = [0, 1, 3, 63, 64 + 5]
        #expect(grid.sampled(pixels) == [1 << 0 | 1 << 1 | 1 << 31, 1 << 2] + [UInt32](repeating: 0, count: 30))
        let mask = Mask(width: 64, height: 2, pixels: (0..<128).map { pixels.contains(Int32($0)) })
        #expect(grid.sampled(mask) == grid.sampled(pixels))
    }
}

extension Double {
    fileprivate func isNearly(_ other: Double) -> Bool { abs(self - other) < 1e-12 }
}
