import Foundation
import Images
import Sheets
import Store
import TestSupport
import Testing
import UnitAtlas
import Units

/// The images on sheets of units. Unit 0 is redness: 1 on red/full.png, a half on red/left.png and blue/odd.png, 0 elsewhere.
struct UnitCommandTests {
    private func drawing(_ tiny: TinyAtlas, _ images: (Atlas) throws -> SheetOptions.UnitImages) throws -> AtlasDrawing
    {
        let atlas = try Atlas(tiny.atlas)
        var options = SheetOptions()
        options.unitImages = try images(atlas)
        return try AtlasDrawing(atlas, options: options)
    }

    @Test func imagesByContribution() throws {
        let tiny = try TinyAtlas.indexed()
        let arguments = ["unit", tiny.atlas, "0", "--by", "contribution", "--class"]
        let outcome = try tiny.run(arguments + ["crimson"])
        #expect(outcome.stdout == "Output/unit-0000-by-contribution-class-0000-red.png\n", "\(outcome.stderr)")
        let sheet = try drawing(tiny) { .contributing(to: try $0.resolveClass("red")) }.sheet(of: UnitID(0)).sheet
        // The weight is 2.
        #expect(sheet.tiles.map(\.caption) == ["+2.000", "+1.000"])
        #expect(sheet.subtitles.suffix(2).first?.contains("the weight +2.000") == true)
        #expect(sheet.subtitles.last == "The mean over 2 labelled images is +1.500.")
        expectRefusal(try tiny.run(arguments + ["nothing"]), "nothing")
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--by", "contribution"]), status: 64, "--class")
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--class", "red"]), status: 64, "--by")
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--by", "weight", "--class", "red"]), status: 64, "--by")
    }

    /// A negative weight puts the images that excite the unit least first.
    @Test func contributionsAgainstAClass() throws {
        let tiny = try TinyAtlas.indexed()
        // Unit 2 is blueness, with the weight −1 for green; darkness is unit 3, with 0.25 for blue.
        let sheet = try drawing(tiny) { .contributing(to: try $0.resolveClass("blue")) }.sheet(of: UnitID(3)).sheet
        #expect(sheet.tiles.map(\.caption) == ["+0.167", "+0.167"])
        let green = try drawing(tiny) { .contributing(to: try $0.resolveClass("green")) }.sheet(of: UnitID(2)).sheet
        // Images that do not excite the unit are not shown.
        #expect(green.tiles.isEmpty)
    }

    @Test func binsOfTheRange() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["unit", tiny.atlas, "0", "--bins", "2"])
        #expect(outcome.stdout == "Output/unit-0000-bins-2.png\n", "\(outcome.stderr)")
        let rows = try drawing(tiny) { _ in .bins(2) }.rangeSheet(of: UnitID(0), bins: 2).sheet.rows
        let ranges: [ClosedRange<Float>] = [1...1, 0.5...0.5, 0...0]
        #expect(rows.map(\.range) == ranges)
        #expect(rows.map(\.images) == [1, 2, 3])
        let shares: [Double] = [1.0 / 6, 1.0 / 3, 0.5]
        #expect(rows.map(\.share) == shares)
        let captions: [[String]] = [["red"], ["red", "blue"], ["red?", "green", "blue"]]
        #expect(rows.map { $0.tiles.map(\.caption) } == captions)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("Output/unit-0000-bins-2.png"))))
        #expect(PNGCodec.textChunks(of: bytes).contains { $0.keyword == "Parameters" && $0.value.contains("bins 2") })
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--bins", "0"]), status: 64, "--bins")
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--bins", "2", "--distinct"]), status: 64, "--distinct")
        expectRefusal(
            try tiny.run(["unit", tiny.atlas, "0", "--bins", "2", "--by", "contribution", "--class", "red"]), status: 64
        )
    }
}
