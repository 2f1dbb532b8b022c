import Images
import TestSupport
import Testing

@testable import Sheets

struct DistinctImagesTests {
    private func row(_ paths: String) -> [DistinctImages.Candidate] {
        paths.map { DistinctImages.Candidate(path: String($0), hash: nil) }
    }

    /// What each row shows, as its paths.
    private func shown(_ rows: [String], count: Int) -> [String] {
        zip(rows, DistinctImages.chosen(rows.map(row), count: count)).map { paths, places in
            String(places.map { Array(paths)[$0] })
        }
    }

    @Test func rowsThatWantTheSameFareAlike() {
        #expect(shown(["abcdef", "abcdef", "abcdef"], count: 3) == ["ad", "be", "cf"])
        #expect(shown(["abcdef", "abcdef"], count: 3) == ["ace", "bdf"])
        // The second could show nothing else, and chooses first.
        #expect(shown(["abcd", "ab"], count: 2) == ["bc", "a"])
        #expect(shown(["abcd", "ab", ""], count: 1) == ["b", "a", ""])
    }

    @Test func rowsThatShareNothingShowTheirBest() {
        #expect(shown(["abcd", "efgh"], count: 3) == ["abc", "efg"])
        #expect(shown(["aab"], count: 3) == ["ab"])
        #expect(shown([], count: 3) == [])
    }

    /// On any sheet: no image twice, each row's in its order, and the longest row at most as long as its share.
    @Test(arguments: UInt64(1)...20) func lawsOfAllSheets(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("abcdefghijklmnop")
        let rows = (0..<5).map { _ in
            String(letters.shuffled(using: &random).prefix(Int.random(in: 0...12, using: &random)))
        }
        let found = shown(rows, count: 4)
        #expect(Set(found.joined()).count == found.joined().count)
        for (row, own) in zip(rows, found) {
            #expect(own.count <= 4 && String(row.filter { own.contains($0) }) == own)
            // Whoever lacks tiles has nothing left that is not shown.
            if own.count < 4 { #expect(row.allSatisfy { found.joined().contains($0) }) }
        }
    }

    @Test func picturesThatLookAlikeAreOne() {
        let (red, blue) = (
            PictureHash(TinyImages.picture { _, _ in TinyImages.red }),
            PictureHash(TinyImages.picture { _, _ in TinyImages.blue })
        )
        let first: [DistinctImages.Candidate] = [.init(path: "a", hash: red), .init(path: "b", hash: red)]
        let second: [DistinctImages.Candidate] = [.init(path: "c", hash: blue), .init(path: "d", hash: nil)]
        #expect(DistinctImages.chosen([first, second], count: 2) == [[0], [0, 1]])
    }
}
