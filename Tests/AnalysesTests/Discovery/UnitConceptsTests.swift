import Tensors
import TestSupport
import Testing
import Units

@testable import Analyses

/// Network Dissection by hand.
struct UnitConceptsTests {
    private func unit(threshold: Float, maximum: Float) -> UnitRecord {
        UnitRecord(
            unit: UnitID(0), mean: 0, deviation: 1, maximum: maximum, activeFraction: 0.1, threshold: threshold)
    }

    @Test func levels() {
        #expect(UnitLevel(unit(threshold: 2, maximum: 5)).level == 2)
        #expect(UnitLevel(unit(threshold: 2, maximum: 5)).rule == .quantile)
        // Fewer than 0.5 % of the cells are active: “at least 0” would be everywhere.
        #expect(UnitLevel(unit(threshold: 0, maximum: 5)).level == 2.5)
        #expect(UnitLevel(unit(threshold: 0, maximum: 5)).rule == .fraction)
        // Saturated: “more than 6” would be nowhere.
        #expect(UnitLevel(unit(threshold: 6, maximum: 6)).level == 3)
        #expect(UnitLevel(unit(threshold: 6, maximum: 6)).rule == .fraction)
        // Dead: never active.
        #expect(UnitLevel(unit(threshold: 0, maximum: 0)).level == .infinity)
    }

    private func mask(_ pixels: [Int]) -> Mask {
        Mask(width: 3, height: 2, pixels: (0..<6).map { pixels.contains($0) })
    }

    @Test func overlapsAreCountedOverAllImages() {
        var tally = UnitConceptTally(units: 3, concepts: 2)
        tally.add(regions: [(0, [0, 1]), (1, [5])], objects: [(0, mask([1, 2])), (1, mask([4, 5]))])
        var other = UnitConceptTally(units: 3, concepts: 2)
        // The concept is not here, and the unit is: the union grows.
        other.add(regions: [(0, [3])], objects: [])
        tally.merge(other)
        #expect(tally.images == 2)
        // Unit 0 and concept 0: 1 of 3 + 2 − 1.
        #expect(tally.intersectionOverUnion(unit: 0, concept: 0) == 0.25)
        #expect(tally.intersectionOverUnion(unit: 0, concept: 1) == 0)
        #expect(tally.intersectionOverUnion(unit: 1, concept: 1) == 0.5)
        #expect(tally.ranking(unit: 0).map(\.concept) == [0])
        let chance = ConceptChance(p: [0.03, 0.02, 1], means: [0.1, 0, 0, 0.2, 0, 0], concepts: 2)
        let naming = UnitNaming(
            choosing: tally, measuring: UnitConceptTally(units: 3, concepts: 2), chance: chance)
        // Adjusted for two units: the third overlaps nothing.
        let expected = UnitNaming.Name(
            concept: 1, intersectionOverUnion: 0.5, chance: 0.2, p: 0.02, q: 0.03, heldOut: 0)
        #expect(naming.names[1] == expected)
        #expect(naming.names[2] == nil)
        #expect(naming.count(\.isDetector) == 2)
        #expect(naming.count(\.isHeldOutDetector) == 0)
    }

    /// A detector needs both: a large overlap, and one that chance does not explain.
    @Test func detectorsExceedTheThresholdAndChance() {
        func name(_ overlap: Double, q: Double) -> UnitNaming.Name {
            .init(concept: 0, intersectionOverUnion: overlap, chance: 0, p: 0.01, q: q, heldOut: overlap)
        }
        #expect(name(0.05, q: 0.04).isDetector && name(0.05, q: 0.04).isHeldOutDetector)
        #expect(!name(0.04, q: 0.04).isDetector && !name(0.04, q: 0.04).overlaps)
        #expect(!name(0.5, q: 0.05).isDetector && !name(0.5, q: 0.05).isHeldOutDetector)
        #expect(name(0.5, q: 0.05).overlaps && name(0.5, q: .nan).isByChance)
    }

    /// Of unit 0's four pixels two are ignored: 1 of 2 + 2 − 1.
    @Test func ignoredPixelsDoNotCount() {
        var tally = UnitConceptTally(units: 2, concepts: 1)
        tally.add(regions: [(0, [0, 1, 4, 5]), (1, [4])], objects: [(0, mask([1, 2]))], ignored: mask([4, 5]))
        #expect(tally.unitPixels == [2, 0])
        #expect(tally.intersectionOverUnion(unit: 0, concept: 0) == 1.0 / 3)
        #expect(tally.intersectionOverUnion(unit: 1, concept: 0) == 0)
    }

    /// The pixels near strong cells are all that reach a level.
    @Test func onlyPixelsNearStrongCellsAreComputed() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<40 {
            let (width, height) = (Int.random(in: 1...6, using: &random), Int.random(in: 1...6, using: &random))
            let map = Plane(
                height: height, width: width,
                values: (0..<width * height).map { _ in Float.random(in: -1...1, using: &random) })
            let enlargement = MapEnlargement(
                cellsAcross: width, cellsDown: height,
                horizontal: (.init(cells: width, over: 30), .init(start: -3, scale: 1.2, pixels: 31)),
                vertical: (.init(cells: height, over: 20), .init(start: 2, scale: 0.8, pixels: 23)))
            let level = Float.random(in: 0.05...0.9, using: &random)
            let all = enlargement.enlarged(map).values
            let expected = all.indices.filter { all[$0] >= level }.map { Int32($0) }
            #expect(enlargement.pixels(of: map, reaching: level) == expected)
        }
    }
}
