import Analyses
import Foundation
import Images
import Sheets
import TestSupport
import Testing
import UnitAtlas
import Units

/// What the sheets of `atlas` and `unit` can show otherwise.
struct SheetOptionTests {
    private func sheet(
        _ tiny: TinyAtlas, of index: Int = 0, _ change: (inout SheetOptions, [ClassRecord]) -> Void
    ) throws -> ClassSheet {
        var options = SheetOptions()
        let classes = try Atlas(tiny.atlas).classes()
        change(&options, classes)
        return try AtlasDrawing(try Atlas(tiny.atlas), options: options).sheet(of: classes[index]).sheet
    }

    @Test func unitsAgainstAClass() throws {
        let tiny = try TinyAtlas.indexed()
        let strongest = try sheet(tiny) { _, _ in }
        let against = try sheet(tiny) { options, _ in options.order = .against }
        #expect(against.rows.map(\.unit) == strongest.rows.map(\.unit).reversed())
        #expect(against.title == "Against red")
        #expect(against.subtitles.contains { $0.hasPrefix("These units have the most negative weights for red") })
        for row in against.rows { #expect(row.heading == (row.weight > 0 ? "also argues for" : "argues for")) }
        #expect(Set(against.rows.map(\.heading)).count == 2)
        let path = try tiny.run(["atlas", tiny.atlas, "red", "--against"]).stdout
        #expect(path == "Output/class-0000-red-against.png\n")
        let bytes = [UInt8](
            try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("Output/class-0000-red-against.png"))))
        #expect(
            PNGCodec.textChunks(of: bytes).contains {
                $0.keyword == "Title" && $0.value == "Units against class 0, red, crimson"
            })
    }

    @Test func oneClassRatherThanAnother() throws {
        let tiny = try TinyAtlas.indexed()
        let red = try sheet(tiny) { _, _ in }
        let blue = try sheet(tiny, of: 2) { _, _ in }
        let versus = try sheet(tiny) { options, classes in options.order = .versus(classes[2]) }
        func weight(_ sheet: ClassSheet, _ unit: UnitID) -> Float {
            sheet.rows.first { $0.unit == unit }?.weight ?? .nan
        }
        for row in versus.rows { #expect(row.weight == weight(red, row.unit) - weight(blue, row.unit)) }
        #expect(versus.rows.map(\.weight) == versus.rows.map(\.weight).sorted(by: >))
        #expect(versus.title == "red rather than blue")
        let path = try tiny.run(["atlas", tiny.atlas, "red", "--versus", "blue"]).stdout
        #expect(path == "Output/class-0000-red-versus-0002-blue.png\n")
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "red", "--versus", "teapot"]), "“teapot”")
        expectRefusal(
            try tiny.run(["atlas", tiny.atlas, "red", "--versus", "red"]))
        expectRefusal(
            try tiny.run(["atlas", tiny.atlas, "red", "--versus", "blue", "--against"]), status: 64)
        // Of all classes, one has nothing to say against itself.
        let all = try tiny.run(["atlas", tiny.atlas, "--all", "--versus", "blue"])
        #expect(
            all.stdout
                == "Output/class-0000-red-versus-0002-blue.png\nOutput/class-0001-green-versus-0002-blue.png\n")
    }

    @Test func classesWithoutImagesOfTheirOwn() throws {
        let tiny = try TinyAtlas()
        try tiny.folder.write(
            "image,wnid\nred/full.png,n00000001\ngreen/full.png,n00000002\n", to: "two.csv")
        #expect(try tiny.index(["--labels", tiny.folder.file("two.csv")]).status == 0)
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "red", "blue", "--from-class"]), "“blue”")
        #expect(!tiny.folder.contents.contains("Output"))
        let all = try tiny.run(["atlas", tiny.atlas, "--all", "--from-class"])
        #expect(all.status == 2)
        #expect(all.stdout == "Output/class-0000-red-from-class.png\nOutput/class-0001-green-from-class.png\n")
        #expect(all.messages.last == "skipped: 1 class has no labelled image (blue)")
    }

    @Test func classesNamedTwiceAndAnAtlasWithoutUnits() throws {
        let tiny = try TinyAtlas.indexed()
        #expect(try tiny.run(["atlas", tiny.atlas, "red", "0", "red"]).stdout == "Output/class-0000-red.png\n")
        try tiny.leaveEmpty()
        let outcome = try tiny.run(["atlas", tiny.atlas, "red"])
        #expect(outcome.status == 1)
        #expect(outcome.messages.count { $0.hasPrefix("Error: ") } == 1)
    }

    @Test func imagesOfTheClassAlone() throws {
        let tiny = try TinyAtlas.indexed()
        let own = try sheet(tiny) { options, _ in options.isFromClass = true }
        #expect(own.rows.contains { !$0.tiles.isEmpty })
        for row in own.rows { #expect(row.tiles.allSatisfy { $0.isOwnClass && $0.caption == "red" }) }
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "teapot", "--from-class"]), "“teapot”")
        // The same tiles as among all images, the others left out.
        let all = try sheet(tiny) { _, _ in }
        for (mine, row) in zip(own.rows, all.rows) {
            // A question mark would say that the network alone takes an image for red.
            #expect(mine.tiles.count == row.tiles.count { $0.caption == "red" })
        }
    }

    @Test func everyKindOfTile() throws {
        let tiny = try TinyAtlas.indexed()
        var pictures: Set<Data> = []
        for kind in TileKind.allCases {
            let outcome = try tiny.run([
                "unit", tiny.atlas, "0", "--tiles", kind.rawValue, "--tile-size", "64", "--output", kind.rawValue,
            ])
            #expect(outcome.status == 0, "\(outcome.stderr)")
            let path = tiny.folder.file(
                "\(kind.rawValue)/unit-0000\(kind == .segment ? "" : "-\(kind.rawValue)")-tile-size-64.png")
            pictures.insert(Data(try ImageFile.decode(path: path).pixels))
        }
        #expect(pictures.count == TileKind.allCases.count)
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--tiles", "cubes"]), status: 64)
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--tile-size", "3"]), status: 64)
    }

    @Test func distinctSheetsShowEachImageOnce() throws {
        let tiny = try TinyAtlas.indexed()
        let all = try sheet(tiny) { _, _ in }
        let distinct = try sheet(tiny) { options, _ in options.isDistinct = true }
        #expect(all.rows.reduce(0) { $0 + $1.tiles.count } > 6)
        #expect(distinct.rows.reduce(0) { $0 + $1.tiles.count } <= 6)
        // Rows fare alike: where one lacks an image, no other shows two more than it has.
        let counts = zip(distinct.rows, all.rows).filter { $0.tiles.count < $1.tiles.count }.map(\.0.tiles.count)
        let most = distinct.rows.map(\.tiles.count).max() ?? 0
        #expect(!counts.isEmpty && counts.allSatisfy { $0 >= most - 1 })
        let outcome = try tiny.run(["atlas", tiny.atlas, "red", "--distinct"])
        #expect(outcome.status == 0)
        #expect(
            outcome.stderr.contains(
                "tiles are missing: the atlas keeps 16 images per unit, and the remaining ones are in other rows"))
        let wide = try tiny.run(["atlas", tiny.atlas, "red", "--columns", "30"])
        // Six images are all that there are.
        #expect(wide.status == 0 && wide.stderr.isEmpty)
        #expect(try tiny.index(["--top", "2", "--update"]).status != 0)
        let small = tiny.folder.file("small.sqlite")
        _ = try tiny.run(["index", small, "--model", tiny.model, "--images", tiny.images, "--top", "2"])
        let short = try tiny.run(["atlas", small, "red", "--columns", "3"])
        #expect(short.stderr.contains("the atlas keeps 2 images per unit; index with a larger --top"))
    }

    @Test func segmentationMethods() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run([
            "unit", tiny.atlas, "0", "--method", "threshold", "--fraction", "0.4", "--of", "image",
        ])
        #expect(outcome.stdout == "Output/unit-0000.png\n")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("Output/unit-0000.png"))))
        #expect(
            PNGCodec.textChunks(of: bytes).contains {
                $0.keyword == "Description" && $0.value.contains("`threshold` {\"fraction\":0.4,\"of\":\"image\"}")
            })
        expectRefusal(
            try tiny.run(["unit", tiny.atlas, "0", "--method", "estimated"]))
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--method", "magic"]), status: 64, "quantile")
        expectRefusal(
            try tiny.run(["unit", tiny.atlas, "0", "--method", "quantile", "--share", "2"]), status: 64, "0", "1")
        expectRefusal(try tiny.run(["unit", tiny.atlas, "0", "--diameter", "9"]), status: 64)
    }
}
