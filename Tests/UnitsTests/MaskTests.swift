import Tensors
import TestSupport
import Testing
import Units

@Suite struct MaskTests {
    @Test func anotherSize() {
        let mask = Mask(width: 3, height: 2, pixels: [true, false, false, false, true, true])
        #expect(mask.resized(width: 3, height: 2) == mask)
        // The centre of each half is in the first and the last column.
        #expect(mask.resized(width: 2, height: 2) == Mask(width: 2, height: 2, pixels: [true, false, false, true]))
        let twice = mask.resized(width: 6, height: 4)
        for y in 0..<4 {
            for x in 0..<6 { #expect(twice[x: x, y: y] == mask[x: x / 2, y: y / 2]) }
        }
        #expect(twice.resized(width: 3, height: 2) == mask)
    }

    @Test func boxAndArea() {
        let mask = Mask(
            width: 4, height: 3,
            pixels: [false, false, false, false, false, true, false, true, false, false, true, false])
        #expect(mask.area == 3)
        #expect(mask.boundingBox == BoundingBox(x0: 1, y0: 1, x1: 4, y1: 3))
        #expect(Mask(width: 1, height: 1, pixels: [false]).boundingBox == nil)
        #expect(mask[x: 3, y: 1] && !mask[x: 3, y: 2])
    }

    @Test func growsByThePixelsBesideIt() {
        func mask(_ rows: String...) -> Mask {
            Mask(width: rows[0].count, height: rows.count, pixels: rows.joined().map { $0 == "#" })
        }
        #expect(mask("....", "....", "..#.", "....").grown == mask("....", "..#.", ".###", "..#."))
        // Nothing continues at the other end of a row.
        #expect(mask("...#", "....", "#...").grown == mask("..##", "#..#", "##.."))
        #expect(mask("#").grown == mask("#") && mask(".").grown == mask("."))
    }

    @Test func overlap() {
        let box = BoundingBox(x0: 0, y0: 0, x1: 4, y1: 2)
        #expect(box.intersectionOverUnion(BoundingBox(x0: 2, y0: 0, x1: 6, y1: 2)) == 4.0 / 12)
        #expect(box.intersectionOverUnion(box) == 1)
        #expect(box.intersectionOverUnion(BoundingBox(x0: 9, y0: 9, x1: 9, y1: 9)) == 0)
    }

    @Test func topActivationsOrderByMaximumThenMeanThenPath() {
        func entry(_ path: String, _ maximum: Float, _ mean: Float) -> TopActivation {
            TopActivation(
                path: path, maximum: maximum, mean: mean, cellX: 0, cellY: 0,
                map: .init(height: 1, width: 1, values: [maximum]))
        }
        #expect(entry("b", 6, 1).precedes(entry("a", 5, 9)))
        #expect(entry("b", 6, 2).precedes(entry("a", 6, 1)))
        #expect(entry("a", 6, 1).precedes(entry("b", 6, 1)))
        #expect(entry("Z", 6, 1).precedes(entry("a", 6, 1)))
        #expect(!entry("a", 6, 1).precedes(entry("a", 6, 1)))
    }
}

@Suite struct MaskRunsTests {
    @Test func runsByHand() {
        let mask = Mask(width: 3, height: 2, pixels: [false, false, true, true, false, true])
        #expect(MaskRuns.bytes(mask) == [3, 2, 2, 2, 1, 1])
        let full = Mask(width: 20, height: 10, pixels: [Bool](repeating: true, count: 200))
        #expect(MaskRuns.bytes(full) == [20, 10, 0, 0xC8, 1])
    }

    @Test func roundTrips() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let (width, height) = (Int.random(in: 1...40, using: &random), Int.random(in: 1...30, using: &random))
            let share = Double.random(in: 0...1, using: &random)
            let pixels = (0..<width * height).map { _ in Double.random(in: 0...1, using: &random) < share }
            let mask = Mask(width: width, height: height, pixels: pixels)
            #expect(MaskRuns.mask(MaskRuns.bytes(mask)) == mask)
        }
    }

    @Test(
        arguments: [
            [], [3], [3, 2], [3, 2, 7], [3, 2, 5], [0, 2], [3, 2, 0x86], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 1],
        ]
            as [[UInt8]])
    func whatIsNoMask(_ bytes: [UInt8]) { #expect(MaskRuns.mask(bytes) == nil) }
}
