import Foundation
import Images
import Store
import TestSupport
import Testing

/// `receptive-field`
struct ReceptiveFieldCommandTests {
    /// The tiny classifier's units see 3×3 pixels of 8×8 or so: a patch of one pixel at every pixel.
    private static let small = ["--patch", "2", "--stride", "1"]

    @Test func aTableAPictureAndRows() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["receptive-field", tiny.atlas, "--units", "0-2", "--format", "json"] + Self.small)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["unit"] as? Int } == [0, 1, 2])
        for row in rows {
            let (size, theoretical) = (row["size"] as? Int ?? 0, row["theoretical_width"] as? Int ?? 0)
            #expect(size > 0 && size <= theoretical, "\(row)")
            let images = row["images"] as? Int ?? 0
            #expect(images > 0 && (0...images).contains(row["cut"] as? Int ?? -1))
        }
        let stored = try tiny.answer("SELECT count(*), sum(length(map) = 4 * width * height) FROM receptive_field")
        #expect(stored == ["3,3"])
        // The peaks of these pictures lie in corners, and the units see 3×3 pixels.
        #expect(try tiny.answer("SELECT cut FROM receptive_field ORDER BY unit") == rows.map { "\($0["cut"] ?? "")" })
        let parameters = try tiny.answer(
            "SELECT DISTINCT configuration ->> 'patch', configuration ->> 'stride', method FROM receptive_field")
        #expect(parameters == ["2,1,occlusion"])
        let picture = "Output/receptive-fields-units-0000-0001-0002-patch-2-stride-1.png"
        #expect(outcome.messages.last == picture)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file(picture))))
        let notes = PNGCodec.textChunks(of: bytes)
        #expect(notes.contains { $0.keyword == "Title" && $0.value == "Receptive fields of 3 units" })
        #expect(notes.contains { $0.keyword == "Description" && $0.value.contains("\"patch\":2") })
        // Once more: the same words and the same picture.
        let again = try tiny.run(["receptive-field", tiny.atlas, "--units", "0-2", "--format", "json"] + Self.small)
        #expect(again.stdout == outcome.stdout)
        #expect(
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file(picture))))
                == bytes)
    }

    @Test func aClassAndAUnit() throws {
        let tiny = try TinyAtlas.indexed()
        let ofClass = try tiny.run(["receptive-field", tiny.atlas, "--class", "crimson", "--limit", "2"] + Self.small)
        #expect(ofClass.status == 0, "\(ofClass.stderr)")
        #expect(ofClass.stdout.split(separator: "\n").count == 4)
        #expect(tiny.folder.contents.contains("Output"))
        #expect(ofClass.stderr.contains("Output/receptive-fields-class-0000-red-limit-2-patch-2-stride-1.png"))
        let unit = try tiny.run(["receptive-field", tiny.atlas, "--units", "1", "--output", "one"] + Self.small)
        #expect(unit.stderr.contains("one/receptive-field-unit-0001-patch-2-stride-1.png"))
    }

    @Test func whatIsRefused() throws {
        let tiny = try TinyAtlas.indexed()
        expectRefusal(try tiny.run(["receptive-field", "no.sqlite"]))
        expectRefusal(try tiny.run(["receptive-field", tiny.atlas, "--units", "9"] + Self.small), "9")
        expectRefusal(try tiny.run(["receptive-field", tiny.atlas, "--class", "teapot"] + Self.small), "“teapot”")
        expectRefusal(
            try tiny.run(["receptive-field", tiny.atlas, "--class", "red", "--units", "1"]), status: 64)
        expectRefusal(try tiny.run(["receptive-field", tiny.atlas, "--stride", "0"]), status: 64, "positive")
        expectRefusal(try tiny.run(["receptive-field", tiny.atlas, "--limit", "2"]), status: 64, "--class")
        expectRefusal(
            try tiny.run(["receptive-field", tiny.atlas, "--limit", "2", "--units", "1"]), status: 64, "--class")
        expectRefusal(
            try tiny.run(["receptive-field", tiny.atlas, "--patch", "3", "--stride", "4"]), "3", "4")
        expectRefusal(try tiny.run(["receptive-field", tiny.atlas, "--patch", "999"]), "999")
        try FileManager.default.removeItem(atPath: tiny.images + "/red/left.png")
        expectRefusal(try tiny.run(["receptive-field", tiny.atlas] + Self.small), "red/left.png")
        #expect(try tiny.answer("SELECT count(*) FROM receptive_field") == ["0"])
    }

    /// Killed at any moment, the same command run again ends with the same fields.
    @Test func killedAndGoneOnWith() throws {
        let folder = try TemporaryFolder()
        let model = try TinyClassifier.write(
            to: folder, network: RandomClassifier.poolThenLinear(seed: 7),
            preprocessing: RandomClassifier.preprocessing,
            classes: RandomClassifier.classList)
        let images = try TinyImages.writeMany(60, seed: 11, to: folder, name: "images")
        let whole = folder.file("whole.sqlite")
        _ = try Program.run(["index", whole, "--model", model, "--images", images])
        func arguments(_ atlas: String) -> [String] {
            // Slow, so that kills meet it at work.
            [
                "receptive-field", atlas, "--patch", "3", "--stride", "1", "--plain", "--threads", "2", "--output",
                folder.file("pictures"),
            ]
        }
        let copies = (0..<6).map { folder.file("killed\($0).sqlite") }
        for copy in copies { try FileManager.default.copyItem(atPath: whole, toPath: copy) }
        let start = ContinuousClock.now
        #expect(try Program.run(arguments(whole)).status == 0)
        let duration = (ContinuousClock.now - start) / .seconds(1)
        let expected = try logicalDump(path: whole)
        #expect(expected.contains("receptive_field\t"))
        var random = SeededGenerator(seed: 3)
        for copy in copies {
            for _ in 0..<2 {
                let run = try Program.Running(arguments(copy))
                Thread.sleep(forTimeInterval: duration * Double.random(in: 0.2...0.9, using: &random))
                run.kill()
            }
            let outcome = try Program.run(arguments(copy))
            #expect(outcome.status == 0, "\(outcome.stderr)")
            #expect(try logicalDump(path: copy) == expected)
        }
    }
}
