import Foundation
import TestSupport
import Testing

struct IndexCommandTests {
    @Test func sixPicturesInOnePass() throws {
        let tiny = try TinyAtlas()
        let outcome = try tiny.index()
        #expect(outcome.status == 0)
        #expect(outcome.stdout.isEmpty)
        #expect(outcome.stderr.contains("6 images indexed, 6 new in"))
        #expect(outcome.stderr.contains("labelled: 5, top-1 correct: 4 (80.0 %), top-5 correct: 5 (100.0 %)"))
        #expect(tiny.atlasFiles == ["tiny.sqlite"])
    }

    @Test func anAtlasHoldsWhatHandsReckon() throws {
        let tiny = try TinyAtlas.indexed()
        #expect(
            try tiny.answer(
                """
                SELECT i.path, i.label, p.class, round(p.logit, 4) FROM image i JOIN prediction p ON p.image = i.id
                WHERE p.rank = 1 ORDER BY i.path
                """) == [
                    "blue/full.png,2,2,1.9167", "blue/odd.png,2,0,1.5833", "green/full.png,1,1,2.0",
                    "plain.png,,0,0.25", "red/full.png,0,0,2.5833", "red/left.png,0,0,1.6667",
                ])
        // Redness: whole red pictures have 1 in all cells; of two pictures half red, the path decides.
        #expect(
            try tiny.answer(
                """
                SELECT t.rank, i.path, t.maximum, t.mean, t.cell_x, t.cell_y FROM top_activation t
                JOIN image i ON i.id = t.image WHERE t.unit = 0 AND t.maximum > 0 ORDER BY t.rank
                """) == ["1,red/full.png,1.0,1.0,0,0", "2,blue/odd.png,1.0,0.5,0,2", "3,red/left.png,1.0,0.5,0,0"])
        // Cells of 0 and 1, one third of them 1: 16 + 8 + 8 of 96.
        #expect(
            try tiny.answer("SELECT mean, maximum, active_fraction FROM unit WHERE id = 0").first?.hasPrefix("0.33333")
                == true)
        #expect(
            try tiny.answer("SELECT head, id, name, wnid FROM class WHERE id = 2") == [
                "1,2,\"blue, sea\",n00000003"
            ])
        #expect(
            try tiny.answer("SELECT weight FROM head_weight WHERE class = 0") == ["2.0", "-1.0", "0.0", "0.5", "0.25"])
    }

    @Test func theSummaryCountsWhatIsLeftOut() throws {
        let tiny = try TinyAtlas()
        for name in ["a.csv", "b.csv", "notes", ".hidden.png", "Thumbs.db", "@eaDir/full.png"] {
            try tiny.folder.write("x", to: "images/" + name)
        }
        for number in 0..<6 { try tiny.folder.write("II*\0scan", to: "images/red/\(number).jpg") }
        try tiny.folder.write("no image", to: "images/red/x.png")
        let outcome = try tiny.index()
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("6 images indexed"))
        #expect(
            outcome.stderr.contains("3 files that are not images were left out: .csv (2), no extension (1)"),
            "\(outcome.stderr)")
        #expect(outcome.stderr.contains("7 files skipped"))
        #expect(
            outcome.stderr.contains("by reason: is a TIFF image (6), is not an image of a known format (1)"),
            "\(outcome.stderr)")
    }

    @Test func runAgainItChangesNothing() throws {
        let tiny = try TinyAtlas.indexed()
        let before = try Data(contentsOf: URL(fileURLWithPath: tiny.atlas))
        let outcome = try tiny.run(["index", tiny.atlas])
        #expect(outcome.status == 0)
        #expect(outcome.stderr.contains("6 images indexed, no new images"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: tiny.atlas)).count == before.count)
    }

    @Test func newImagesAreAdded() throws {
        let tiny = try TinyAtlas.indexed()
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.green }, to: tiny.folder, "images/green/new.png")
        let outcome = try tiny.run(["index", tiny.atlas])
        #expect(outcome.status == 0)
        #expect(outcome.stderr.contains("7 images indexed, 1 new"))
        // The same maximum and mean as green/full.png, which comes first by its path.
        #expect(
            try tiny.answer(
                "SELECT i.path FROM top_activation t JOIN image i ON i.id = t.image WHERE unit = 1 ORDER BY rank LIMIT 2"
            ) == ["green/full.png", "green/new.png"])
    }

    @Test func unreadableFilesAreRowsWithAReason() throws {
        let tiny = try TinyAtlas()
        let whole = try Data(contentsOf: URL(fileURLWithPath: tiny.images + "/red/full.png"))
        try tiny.folder.write(whole.prefix(whole.count / 2), to: "images/red/cut.png")
        try tiny.folder.write(Data(), to: "images/red/empty.jpg")
        try tiny.folder.write("no picture", to: "images/red/text.png")
        try FileManager.default.createSymbolicLink(atPath: tiny.images + "/gone.png", withDestinationPath: "nowhere")
        let outcome = try tiny.index()
        #expect(outcome.status == 2)
        #expect(outcome.stdout.isEmpty)
        #expect(outcome.stderr.contains("6 images indexed"))
        #expect(outcome.stderr.contains("4 files skipped"))
        let reasons = try tiny.answer("SELECT path, reason FROM image WHERE status = 'skipped' ORDER BY path")
        #expect(
            reasons.map { $0.prefix { $0 != "," } } == ["gone.png", "red/cut.png", "red/empty.jpg", "red/text.png"])
        #expect(reasons.allSatisfy { $0.count > 20 })
        // The same again, for an index that is gone on with.
        #expect(try tiny.run(["index", tiny.atlas]).status == 2)
    }

    @Test func changedImagesAreRefusedUnlessUpdated() throws {
        let tiny = try TinyAtlas.indexed()
        try TinyImages.write(
            TinyImages.picture(width: 9) { _, _ in TinyImages.green }, to: tiny.folder, "images/plain.png")
        expectRefusal(
            try tiny.run(["index", tiny.atlas]), "plain.png", "--update")
        #expect(try tiny.answer("SELECT width FROM image WHERE path = 'plain.png'") == ["8"])
        let outcome = try tiny.run(["index", tiny.atlas, "--update"])
        #expect(outcome.status == 0)
        #expect(try tiny.answer("SELECT width FROM image WHERE path = 'plain.png'") == ["9"])
    }

    /// It gave nothing to any statistic, so that nothing else has to be indexed again.
    @Test func skippedFilesHaveAnotherTry() throws {
        let tiny = try TinyAtlas()
        try tiny.folder.write("no picture", to: "images/red/late.png")
        #expect(try tiny.index().status == 2)
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.red }, to: tiny.folder, "images/red/late.png")
        let outcome = try tiny.run(["index", tiny.atlas])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("7 images indexed, 1 new"))
        #expect(try tiny.answer("SELECT count(*) FROM image WHERE status = 'indexed'") == ["7"])
    }

    @Test func anotherCollectionIsRefused() throws {
        let tiny = try TinyAtlas.indexed()
        let before = try Data(contentsOf: URL(fileURLWithPath: tiny.atlas))
        let other = try TinyImages.writeMany(3, seed: 1, to: tiny.folder, name: "other")
        expectRefusal(
            try tiny.run(["index", tiny.atlas, "--images", other]), tiny.images, other, "6", "--update")
        #expect(try Data(contentsOf: URL(fileURLWithPath: tiny.atlas)) == before)
        // The same images elsewhere are no other collection.
        let moved = tiny.folder.file("moved")
        try FileManager.default.moveItem(atPath: tiny.images, toPath: moved)
        #expect(try tiny.run(["index", tiny.atlas, "--images", "moved"]).status == 0)
        #expect(try tiny.run(["index", tiny.atlas, "--images", other, "--update"]).status == 0)
        #expect(try tiny.answer("SELECT count(*) FROM image") == ["3"])
    }

    /// Beside a folder that is called like a class, a number is no index.
    @Test func foldersThatAreNoClassAreNamed() throws {
        let tiny = try TinyAtlas()
        for folder in ["1", "green", "holidays", "2020"] {
            try TinyImages.write(
                TinyImages.picture { _, _ in TinyImages.green }, to: tiny.folder, "named/\(folder)/x.png")
        }
        let outcome = try tiny.run([
            "index", tiny.atlas, "--model", tiny.model, "--images", tiny.folder.file("named"),
        ])
        #expect(outcome.status == 0)
        #expect(
            outcome.stderr.contains(": 1, 2020, holidays\n"))
        #expect(
            try tiny.answer("SELECT path, label FROM image ORDER BY path") == [
                "1/x.png,", "2020/x.png,", "green/x.png,1", "holidays/x.png,",
            ])
    }

    @Test func imagesThatAreGoneAreNamed() throws {
        let tiny = try TinyAtlas.indexed()
        try FileManager.default.removeItem(atPath: tiny.images + "/red/left.png")
        let outcome = try tiny.run(["index", tiny.atlas])
        #expect(outcome.status == 0)
        #expect(outcome.stderr.contains(": red/left.png"))
        #expect(try tiny.answer("SELECT count(*) FROM image") == ["6"])
    }

    @Test func labelsFromAFile() throws {
        let tiny = try TinyAtlas()
        let labels = try tiny.folder.write(
            "image,class\nred/left.png,crimson\nplain.png,\"green, leaf\"\n", to: "labels.csv")
        let outcome = try tiny.index(["--labels", labels])
        #expect(outcome.status == 0)
        #expect(
            try tiny.answer("SELECT path, label FROM image WHERE label IS NOT NULL ORDER BY path") == [
                "plain.png,1", "red/left.png,0",
            ])
        let none = try tiny.folder.write("image,class\nother.png,crimson\n", to: "none.csv")
        let other = try tiny.run([
            "index", tiny.folder.file("other.sqlite"), "--model", tiny.model, "--images", tiny.images, "--labels", none,
        ])
        #expect(other.status == 0)
        #expect(other.stderr.contains(none))
    }

    @Test func aListOfImages() throws {
        let tiny = try TinyAtlas()
        let list = try tiny.folder.write("images/red/full.png\nimages/plain.png\n", to: "list.txt")
        let outcome = try tiny.run(["index", tiny.atlas, "--model", tiny.model, "--images", list])
        #expect(outcome.status == 0)
        #expect(
            try tiny.answer("SELECT path, label FROM image ORDER BY path") == [
                "images/plain.png,", "images/red/full.png,0",
            ]
        )
    }

    @Test func whatAListNamesAndIsNotThereIsARow() throws {
        let tiny = try TinyAtlas()
        let list = try tiny.folder.write("images/plain.png\nimages/no.png\n", to: "list.txt")
        let outcome = try tiny.run(["index", tiny.atlas, "--model", tiny.model, "--images", list])
        #expect(outcome.status == 2)
        #expect(
            try tiny.answer("SELECT path, reason FROM image WHERE status = 'skipped'") == [
                "images/no.png,is named by the list list.txt and is not there"
            ])
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.red }, to: tiny.folder, "images/no.png")
        #expect(try tiny.run(["index", tiny.atlas]).status == 0)
        #expect(try tiny.answer("SELECT count(*) FROM image WHERE status = 'indexed'") == ["2"])
    }

    @Test func unitsOfALayerWithoutItsHead() throws {
        let tiny = try TinyAtlas()
        let outcome = try tiny.index(["--layer", "conv"])
        #expect(outcome.status == 0)
        #expect(try tiny.answer("SELECT maximum FROM unit WHERE id = 4") == ["0.0"])
        #expect(try tiny.answer("SELECT count(*) FROM head") == ["0"])
        expectRefusal(try tiny.run(["rank", tiny.atlas, "red"]))
        expectRefusal(try tiny.run(["atlas", tiny.atlas, "5"]))
    }
}
