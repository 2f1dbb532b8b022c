import Analyses
import Testing
import Units

@Suite struct PartAgreementTests {
    func row(_ pixels: [Int]) -> Mask { Mask(width: pixels.count, height: 1, pixels: pixels.map { $0 == 1 }) }

    @Test func overlapsAreCountedOverAllImages() {
        var overlap = PartOverlap(parts: 2)
        // Part 1 has three pixels, two of them in a region of three; part 2 has two, one of them in it.
        overlap.add(region: row([1, 1, 1, 0, 0, 0]), labels: [1, 1, 2, 1, 2, 0])
        #expect(overlap.intersections == [2, 1])
        #expect(overlap.unions == [4, 4])
        // A second image without part 2: the region counts against it.
        overlap.add(region: row([0, 1, 1, 0, 0, 0]), labels: [0, 1, 1, 0, 0, 0])
        #expect(overlap.intersections == [4, 1])
        #expect(overlap.unions == [6, 6])
        #expect(overlap.intersectionOverUnion(0) == 4.0 / 6)
        #expect(overlap.best == 0)
    }

    @Test func numbersThatAreNoPartsAreLeftOut() {
        var overlap = PartOverlap(parts: 1)
        overlap.add(region: row([1, 1]), labels: [20, 0])
        #expect(overlap.intersections == [0])
        #expect(overlap.unions == [2])
        #expect(overlap.best == nil)
        #expect(PartOverlap(parts: 1).intersectionOverUnion(0) == 0)
    }

    @Test func ofEqualPartsTheFirstIsBest() {
        var overlap = PartOverlap(parts: 3)
        overlap.add(region: row([1, 1]), labels: [3, 2])
        #expect(overlap.best == 1)
    }

    @Test func thePartIsChosenOnSomeImagesAndMeasuredOnOthers() {
        let agreement = PartAgreement(
            images: [
                (row([1, 1, 0, 0]), [1, 1, 2, 2]), (row([1, 0, 0, 0]), [2, 2, 1, 1]),
                (row([1, 1, 0, 0]), [1, 0, 2, 2]), (row([1, 1, 0, 0]), [1, 2, 1, 1]),
            ], parts: 2)
        // At places 0 and 2 the region is part 1; at 1 and 3 it meets 0 + 1 of its pixels, of 3 + 4 in either.
        #expect(agreement == PartAgreement(part: 0, intersectionOverUnion: 1.0 / 7))
    }

    @Test func aUnitWithoutImagesHasNoPart() {
        #expect(PartAgreement(images: [], parts: 2) == PartAgreement(part: nil, intersectionOverUnion: 0))
        let one = PartAgreement(images: [(row([1]), [1])], parts: 2)
        #expect(one == PartAgreement(part: 0, intersectionOverUnion: 0))
    }
}
