import TestSupport
import Testing
import Units

@Suite struct OverlapTests {
    private static func box(_ random: inout SeededGenerator) -> BoundingBox {
        let (x, y) = (Int.random(in: 0...8, using: &random), Int.random(in: 0...8, using: &random))
        return BoundingBox(
            x0: x, y0: y, x1: x + Int.random(in: 0...6, using: &random), y1: y + Int.random(in: 0...6, using: &random))
    }

    private static func mask(_ box: BoundingBox) -> Mask {
        let side = 16
        return Mask(
            width: side, height: side,
            pixels: (0..<side * side).map { place in
                (box.x0..<box.x1).contains(place % side) && (box.y0..<box.y1).contains(place / side)
            })
    }

    /// Boxes overlap as the masks of their pixels do; with inclusive ends as boxes one pixel longer.
    @Test func boxesAgreeWithTheirMasks() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let (a, b) = (Self.box(&random), Self.box(&random))
            #expect(a.intersectionOverUnion(b) == Self.mask(a).intersectionOverUnion(Self.mask(b)))
            #expect(a.intersectionArea(b) == zip(Self.mask(a).pixels, Self.mask(b).pixels).count { $0 && $1 })
            func longer(_ box: BoundingBox) -> BoundingBox {
                BoundingBox(x0: box.x0, y0: box.y0, x1: box.x1 + 1, y1: box.y1 + 1)
            }
            #expect(a.intersectionOverUnion(b, inclusive: true) == longer(a).intersectionOverUnion(longer(b)))
            #expect(a.intersectionOverUnion(b) == b.intersectionOverUnion(a))
        }
    }

    @Test func fractions() {
        let a = ObjectBox(x0: 0, y0: 0, x1: 1.5, y1: 1)
        #expect(a.intersectionOverUnion(ObjectBox(x0: 0.5, y0: 0, x1: 2, y1: 1)) == 0.5)
        let empty = ObjectBox(x0: 3, y0: 3, x1: 3, y1: 3)
        #expect(empty.intersectionOverUnion(empty) == 0)
        #expect(empty.intersectionOverUnion(empty, inclusive: true) == 1)
    }

    @Test func emptyMasks() {
        let empty = Mask(width: 2, height: 1, pixels: [false, false])
        #expect(empty.intersectionOverUnion(empty) == 0)
        #expect(empty.intersectionOverUnion(Mask(width: 2, height: 1, pixels: [true, false])) == 0)
    }
}
