import Foundation
import Images
import Store
import TestSupport
import Testing
import Units

/// `segment`.
struct SegmentCommandTests {
    @Test func masksAreStoredAndWritten() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run([
            "segment", tiny.atlas, "0", "--method", "threshold", "--fraction", "0.5", "--of", "image", "--output",
            "masks", "--format", "csv",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n").map(String.init)
        #expect(lines.first == "unit,rank,image,area,x0,y0,x1,y1,level,rule")
        #expect(
            try tiny.answer("SELECT method || configuration FROM segmentation GROUP BY 1")
                == [#""threshold{""fraction"":0.5,""of"":""image""}""#])
        let reader = try AtlasReader(path: tiny.atlas)
        defer { reader.close() }
        let stored = try reader.segmentations(of: UnitID(0))
        #expect(stored.count == lines.count - 1 && !stored.isEmpty)
        for (place, top) in try reader.topActivations(of: UnitID(0)).enumerated() {
            guard let record = stored.first(where: { $0.image == top.path }) else { continue }
            // The masks on disk, in the atlas and in the table are the same.
            let name = "masks/unit-0000-000\(place + 1)-fraction-0.5.png"
            let picture = try ImageFile.decode(path: tiny.folder.file(name))
            #expect(picture.width == record.mask.width && picture.height == record.mask.height)
            let pixels = stride(from: 0, to: picture.pixels.count, by: 3).map { picture.pixels[$0] }
            #expect(pixels == record.mask.pixels.map { $0 ? 255 : 0 })
            let box = try #require(record.mask.boundingBox)
            #expect(
                lines.contains {
                    $0.hasPrefix(
                        "0,\(place + 1),\(top.path),\(record.mask.area),\(box.x0),\(box.y0),\(box.x1),\(box.y1),")
                })
        }
        // Red fills the left half of left.png, and nothing else.
        let left = try #require(stored.first { $0.image == "red/left.png" })
        #expect(left.mask[x: 0, y: 4] && !left.mask[x: 7, y: 4])
        // Once more changes nothing.
        _ = try tiny.run(["segment", tiny.atlas, "0", "--method", "threshold", "--fraction", "0.5", "--of", "image"])
        #expect(try tiny.answer("SELECT count(*) FROM segmentation") == ["\(stored.count)"])
    }

    @Test func whatIsRefused() throws {
        let tiny = try TinyAtlas.indexed()
        expectRefusal(try tiny.run(["segment", tiny.atlas, "99"]), "99")
        expectRefusal(try tiny.run(["segment", tiny.atlas, "--method", "estimated"]), "receptive-field")
        expectRefusal(try tiny.run(["segment", tiny.atlas, "--method", "none"]), status: 64)
        expectRefusal(try tiny.run(["segment", "none.sqlite"]))
        #expect(try tiny.answer("SELECT count(*) FROM segmentation") == ["0"])
    }
}
