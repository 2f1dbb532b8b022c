import Analyses
import Foundation
import Images
import Sheets
import TestSupport
import Testing
import UnitAtlas
import Units

/// `atlas` and `unit`.
struct SheetCommandTests {
    @Test func aClassSheet() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["atlas", tiny.atlas, "crimson"])
        #expect(outcome.status == 0)
        #expect(outcome.stderr.isEmpty)
        let path = tiny.folder.file("Output/class-0000-red.png")
        #expect(outcome.stdout == "Output/class-0000-red.png\n")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let notes = PNGCodec.textChunks(of: bytes)
        #expect(notes.contains { $0.keyword == "Title" && $0.value == "Units of class 0, red, crimson" })
        #expect(notes.contains { $0.keyword == "Source" && $0.value == "model, layer relu, 6 images" })
        #expect(notes.contains { $0.keyword == "Description" && $0.value.contains("40 % of its maximum in the image") })
        #expect(try ImageFile.decode(path: path).width > 400)
        // The same picture again, byte for byte.
        #expect(try tiny.run(["atlas", tiny.atlas, "0", "--output", "again", "--threads", "1"]).status == 0)
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("again/class-0000-red.png")))
                == Data(bytes))
    }

    /// Unit 0 argues for red alone, unit 3 for red and blue. Both have cells of their maximum on every image.
    @Test func whatRowsSay() throws {
        let tiny = try TinyAtlas.indexed()
        let drawing = try AtlasDrawing(try Atlas(tiny.atlas))
        let sheet = try drawing.sheet(of: drawing.classes[0]).sheet
        #expect(sheet.title == "red")
        #expect(sheet.subtitles.first == "red, crimson  ·  n00000001  ·  class 0")
        let rows = Dictionary(uniqueKeysWithValues: sheet.rows.map { ($0.unit.value, $0) })
        #expect(rows[0]?.otherClasses.map(\.name) == [])
        #expect(rows[3]?.otherClasses.map(\.name) == ["blue"])
        #expect(rows[0]?.remark == nil)
        var options = SheetOptions()
        options.method = .quantile(share: 0.005)
        let quantiles = try AtlasDrawing(try Atlas(tiny.atlas), options: options).sheet(of: drawing.classes[0]).sheet
        #expect(
            quantiles.rows.first { $0.unit.value == 0 }?.remark == "saturates; bright from half the maximum")
        #expect(rows[4]?.remark == nil && rows[4]?.tiles.isEmpty == true)
    }

    @Test func allClassesAndUnits() throws {
        let tiny = try TinyAtlas.indexed()
        #expect(try tiny.run(["atlas", tiny.atlas, "--all", "--output", "sheets"]).status == 0)
        let outcome = try tiny.run(["unit", tiny.atlas, "--all", "--output", "sheets"])
        #expect(outcome.status == 0)
        #expect(outcome.stdout.split(separator: "\n").count == 5)
        let names = try FileManager.default.contentsOfDirectory(atPath: tiny.folder.file("sheets")).sorted()
        #expect(
            names == [
                "class-0000-red.png", "class-0001-green.png", "class-0002-blue.png", "unit-0000.png", "unit-0001.png",
                "unit-0002.png", "unit-0003.png", "unit-0004.png",
            ])
        let some = try tiny.run(["unit", tiny.atlas, "3,1", "0-1", "--output", "some"])
        #expect(some.stdout.split(separator: "\n").count == 3)
    }

    @Test func imagesThatAreGoneHaveNoPicture() throws {
        let tiny = try TinyAtlas.indexed()
        try FileManager.default.removeItem(atPath: tiny.images + "/red/left.png")
        try TinyImages.write(
            TinyImages.picture(width: 9) { _, _ in TinyImages.red }, to: tiny.folder, "images/red/full.png")
        let outcome = try tiny.run(["unit", tiny.atlas, "0"])
        #expect(outcome.status == 2)
        #expect(outcome.stdout == "Output/unit-0000.png\n")
        #expect(
            outcome.stderr.contains("2 images could not be drawn: red/full.png (changed), red/left.png (missing)"))
        #expect(
            outcome.stderr.contains("use --images")
                && outcome.stderr.contains("`unit-atlas index \(tiny.atlas) --update`"))
        try FileManager.default.moveItem(atPath: tiny.images, toPath: tiny.folder.file("moved"))
        #expect(try tiny.run(["unit", tiny.atlas, "1", "--images", "moved"]).status == 0)
        expectRefusal(try tiny.run(["unit", tiny.atlas, "1"]), tiny.images)
    }

    @Test func whatIsRefused() throws {
        let tiny = try TinyAtlas.indexed()
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "re"]), "2")
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "red", "teapot"]), "“teapot”")
        expectRefusal(try tiny.run(["atlas", tiny.atlas]), status: 64, "--all")
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "red", "--all"]), status: 64)
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "red", "--rows", "0"]), status: 64)
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "red", "--columns", "1000"]), status: 64)
        expectRefusal(try tiny.run(["unit", tiny.atlas, "5"]), "5", "0", "4")
        expectRefusal(try tiny.run(["unit", tiny.atlas, "two"]), "“two”")
        expectRefusal(try tiny.run(["unit", tiny.atlas, "3-1"]), "“3-1”")
        expectRefusal(try tiny.run(["unit", "no.sqlite", "1"]))
        expectRefusal(try tiny.run(["atlas", tiny.images, "red"]))
        let file = try tiny.folder.write("", to: "file")
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "red", "--output", file]), file)
        #expect(!tiny.folder.contents.contains("Output"))
    }
}
