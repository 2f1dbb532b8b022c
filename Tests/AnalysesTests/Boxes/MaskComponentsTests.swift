import TestSupport
import Testing
import Units

@testable import Analyses

struct MaskComponentsTests {
    @Test func partsTouchAtCornersOrOnlyAtEdges() {
        let mask = BitMask(rows: ["#..", ".#.", "..#", "..#"])
        let eight = MaskComponents(mask, connectivity: .eight).components
        #expect(eight.map(\.box.ends) == [[0, 0, 3, 4]])
        #expect(eight.map(\.pixels) == [4])
        let four = MaskComponents(mask, connectivity: .four).components
        #expect(four.map(\.box.ends) == [[0, 0, 1, 1], [1, 1, 2, 2], [2, 2, 3, 4]])
        #expect(four.map(\.pixels) == [1, 1, 2])
    }

    /// Two arms that meet only at the bottom are one part, and the first of equals is the largest.
    @Test func armsThatMeetLateAreOnePart() {
        let mask = BitMask(rows: ["#.#.##", "#.#.##", "###.##", "....#."])
        let parts = MaskComponents(mask, connectivity: .eight)
        #expect(parts.components.map(\.pixels) == [7, 7])
        #expect(parts.largest?.box.ends == [0, 0, 3, 3])
    }

    /// A square of 3×3 pixels encloses 2×2 between its pixels' centres; a cut corner costs half a square.
    @Test func areasAreThoseOfPolygonsThroughCentres() {
        #expect(
            MaskComponents(BitMask(rows: ["###", "###", "###"]), connectivity: .eight).components[0].doubledArea == 8)
        #expect(
            MaskComponents(BitMask(rows: ["##.", "###", "###"]), connectivity: .eight).components[0].doubledArea == 7)
        #expect(
            MaskComponents(BitMask(rows: ["#..", ".#.", "..#"]), connectivity: .eight).components[0].doubledArea == 0)
    }

    /// Against flood fill, on masks wider than a word.
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func agreesWithFloodFill(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func random(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
        for _ in 0..<20 {
            let (width, height, density) = (1 + random(150), 1 + random(12), 1 + random(9))
            var mask = BitMask(width: width, height: height)
            for y in 0..<height { for x in 0..<width { mask[x: x, y: y] = random(10) < density } }
            for (neighbours, steps) in [(MaskComponents.Connectivity.four, 1), (.eight, 2)] {
                let found = MaskComponents(mask, connectivity: neighbours).components
                #expect(found.map { $0.box.ends + [$0.pixels] } == floodFill(mask, diagonal: steps == 2))
            }
        }
    }

    private func floodFill(_ mask: BitMask, diagonal: Bool) -> [[Int]] {
        var left = mask
        var parts: [[Int]] = []
        for y in 0..<mask.height {
            for x in 0..<mask.width where left[x: x, y: y] {
                var (box, pixels, stack) = ([x, y, x + 1, y + 1], 0, [(x, y)])
                left[x: x, y: y] = false
                while let (x, y) = stack.popLast() {
                    pixels += 1
                    box = [min(box[0], x), min(box[1], y), max(box[2], x + 1), max(box[3], y + 1)]
                    for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)] {
                        guard diagonal || dx == 0 || dy == 0 else { continue }
                        let (a, b) = (x + dx, y + dy)
                        guard (0..<mask.width).contains(a), (0..<mask.height).contains(b), left[x: a, y: b] else {
                            continue
                        }
                        left[x: a, y: b] = false
                        stack.append((a, b))
                    }
                }
                parts.append(box + [pixels])
            }
        }
        return parts
    }
}
