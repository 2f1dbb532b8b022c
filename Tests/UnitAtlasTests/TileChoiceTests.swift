import Images
import Sheets
import Tensors
import TestSupport
import Testing
import Units

@testable import UnitAtlas

/// Which images rows show, and how many tiles are missing.
struct TileChoiceTests {
    /// One image a letter; capitals do not excite the unit.
    private func row(_ paths: String) -> [TopActivation] {
        paths.map { letter in
            TopActivation(
                path: String(letter), maximum: letter.isUppercase ? 0 : 1, mean: 0, cellX: 0, cellY: 0,
                map: Plane(height: 1, width: 1, values: [0]))
        }
    }

    private func shown(_ result: TileChoice.Result) -> [String] { result.rows.map { $0.map(\.path).joined() } }

    @Test func theBestImagesOfEachRow() {
        let choice = TileChoice(count: 3, kept: 4).best([row("abcd"), row("ab"), row("")])
        #expect(shown(choice) == ["abc", "ab", ""])
        // The second unit has no further image that excites it.
        #expect(choice.missing == nil)
    }

    @Test func tilesBeyondWhatTheAtlasKeepsAreMissing() {
        let choice = TileChoice(count: 5, kept: 2).best([row("ab"), row("aB"), row("ab")])
        #expect(shown(choice) == ["ab", "a", "ab"])
        #expect(choice.missing == MissingTiles(count: 6, reason: .kept(2)))
        #expect(TileChoice(count: 5, kept: nil).best([row("ab")]).missing == nil)
    }

    @Test func distinctRowsShareNoImage() {
        let rows = [row("abc"), row("abC")]
        let hashes: [[PictureHash?]] = rows.map { $0.map { _ in nil } }
        let choice = TileChoice(count: 3, kept: 3).distinct(rows, hashes: hashes)
        #expect(shown(choice) == ["bc", "a"] || shown(choice) == ["ac", "b"])
        #expect(choice.missing == MissingTiles(count: 2, reason: .shownElsewhere(kept: 3)))
        let ofClass = TileChoice(count: 3, kept: nil).distinct(rows, hashes: hashes)
        #expect(ofClass.missing?.reason == .classShownElsewhere)
    }

    @Test func gapsAddUp() {
        let picture = MissingPicture(image: "b", reason: .missing)
        var gaps = SheetGaps(tiles: nil, pictures: [picture])
        gaps.merge(SheetGaps(tiles: MissingTiles(count: 2, reason: .kept(9)), pictures: [picture]))
        gaps.merge(
            SheetGaps(
                tiles: MissingTiles(count: 1, reason: .kept(9)),
                pictures: [MissingPicture(image: "a", reason: .changed)]))
        #expect(gaps.tiles == MissingTiles(count: 3, reason: .kept(9)))
        #expect(gaps.pictures.map { "\($0)" } == ["a (changed)", "b (missing)"])
    }

    /// Paths that are equal as Swift strings and differ in bytes are two images.
    @Test func pathsAreBytes() {
        var gaps = SheetGaps(tiles: nil, pictures: [MissingPicture(image: "\u{e9}", reason: .missing)])
        gaps.merge(SheetGaps(tiles: nil, pictures: [MissingPicture(image: "e\u{301}", reason: .missing)]))
        #expect(gaps.pictures.count == 2)
    }
}
