import Tensors
import Testing
import Units

@testable import Analyses

/// Counted by hand on pictures of 2×4 pixels.
struct SceneObjectsTests {
    private func mask(_ pixels: [Int]) -> Mask {
        Mask(width: 4, height: 2, pixels: (0..<8).map { pixels.contains($0) })
    }

    @Test func frequencyOverlapAndLift() {
        var tally = SceneObjectTally(objects: 3)
        // The region is the left half. Object 0 has 2 of 2 pixels in it, object 1 1 of 4.
        tally.add(region: mask([0, 1, 4, 5]), shown: [(0, mask([0, 1])), (1, mask([5, 3, 6, 7]))])
        // A quarter of the picture: object 0 has 1 of 3 pixels there.
        var other = SceneObjectTally(objects: 3)
        other.add(region: mask([0, 4]), shown: [(0, mask([0, 1, 2])), (2, mask([]))])
        tally.merge(other)
        #expect(tally.images == 2)
        let ranking = tally.ranking(least: 1)
        #expect(ranking.map(\.object) == [0, 1])
        // 3 of 5 pixels, where 6 of 16 are high.
        #expect(ranking[0].images == 2 && ranking[0].frequency == 1 && ranking[0].overlap == 0.6)
        #expect(abs(ranking[0].lift - 0.6 / (6.0 / 16)) < 1e-12)
        // Only the image that shows it counts: 1 of 4, where half is high.
        #expect(ranking[1].frequency == 0.5 && ranking[1].overlap == 0.25 && ranking[1].lift == 0.5)
    }

    /// Without the ignored pixels 1 of 4 is high, and so is 1 of the object's 2.
    @Test func ignoredPixelsDoNotCount() {
        var tally = SceneObjectTally(objects: 1)
        tally.add(region: mask([0, 4, 5]), shown: [(0, mask([0, 1]))], ignored: mask([4, 5, 6, 7]))
        let found = tally.ranking(least: 1)[0]
        #expect(found.overlap == 0.5 && found.lift == 2)
    }

    /// Of the map's values 1, 2, 3, −1 the third is ignored: 1 of 3 lies on the object, which is one of three pixels.
    @Test func massWithoutIgnoredPixels() throws {
        func mask(_ pixel: Int) -> Mask { Mask(width: 2, height: 2, pixels: (0..<4).map { $0 == pixel }) }
        let map = Plane(height: 2, width: 2, values: [1, 2, 3, -1])
        #expect(MapMass(map, object: mask(0)).inside == 1.0 / 6)
        let mass = MapMass(map, object: mask(0), ignored: mask(2))
        #expect(mass.inside == 1.0 / 3 && mass.area == 1.0 / 3)
    }

    @Test func whatFewImagesShowComesLast() {
        var tally = SceneObjectTally(objects: 2)
        for _ in 0..<3 { tally.add(region: mask([0, 1]), shown: [(1, mask([0, 2]))]) }
        tally.add(region: mask([0, 1]), shown: [(0, mask([0])), (1, mask([3]))])
        #expect(tally.ranking(least: 1).map(\.object) == [0, 1])
        #expect(tally.ranking(least: 2).map(\.object) == [1, 0])
        // A map that is nowhere high lifts nothing.
        var empty = SceneObjectTally(objects: 1)
        empty.add(region: mask([]), shown: [(0, mask([1]))])
        #expect(empty.ranking(least: 1)[0].lift == 0)
    }

    @Test func precisionAtTheRecipesSize() {
        func value(_ scores: [Double], _ recipe: [Int]) -> Double {
            RecipePrecision.value(scores: scores, recipe: scores.indices.map { recipe.contains($0) })
        }
        #expect(value([3, 2, 1, 0], [0, 1]) == 1)
        #expect(value([3, 2, 1, 0], [0, 3]) == 0.5)
        #expect(value([3, 2, 1, 0], [2, 3]) == 0)
        // Of three equal ones two are taken: two thirds of the recipe's two are expected.
        #expect(abs(value([1, 1, 1, 0], [0, 1]) - 2.0 / 3) < 1e-12)
        // In random order, the share of the recipe.
        #expect(value([0, 0, 0, 0], [2]) == 0.25)
        #expect(value([1, 0], []) == 0)
    }
}
