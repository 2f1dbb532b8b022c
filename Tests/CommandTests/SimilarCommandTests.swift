import Foundation
import Images
import TestSupport
import Testing

struct SimilarCommandTests {
    private func rows(_ tiny: TinyAtlas, _ arguments: [String]) throws -> [[String]] {
        let outcome = try tiny.run(["similar", tiny.atlas] + arguments + ["--format", "csv"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        return outcome.stdout.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private func number(_ text: String) throws -> Double { try #require(Double(text)) }

    /// red/full is (1, 0, 0, 2/3, 0), red/left (1/2, 0, 0, 5/6, 0), blue/odd (1/2, 0, 1/2, 2/3, 0).
    @Test func distancesByHand() throws {
        let tiny = try TinyAtlas.indexed()
        let all = try rows(tiny, ["red/full.png"])
        #expect(all.count == 5)
        #expect(all[0][1] == "red/left.png")
        #expect(try abs(number(all[0][2]) - (0.25 + 1 / 36.0).squareRoot()) < 1e-6)
        #expect(all[0][3] == "0")
        #expect(all[1][1] == "blue/odd.png")
        #expect(try abs(number(all[1][2]) - 0.5.squareRoot()) < 1e-6)
        let one = try rows(tiny, ["red/full.png", "--units", "3", "--limit", "3"])
        // Ties by path.
        #expect(one.map { $0[1] } == ["blue/full.png", "blue/odd.png", "green/full.png"])
        #expect(try number(one[0][2]) < 1e-6)
        // Unit 0 contributes 2 · 1 here and 2 · ½ there; it is the strongest of red.
        let own = try rows(tiny, ["red/full.png", "--class", "red", "--strongest", "1"])
        #expect(own.prefix(2).map { $0[1] } == ["blue/odd.png", "red/left.png"])
        #expect(try abs(number(own[0][2]) - 1) < 1e-6)
        // Units 0, 3, 4 with 2, ½, ¼.
        let words = try rows(tiny, ["red/full.png", "--class", "0"])
        #expect(try abs(number(words[0][2]) - 1) < 1e-6 && words[0][1] == "blue/odd.png")
        #expect(try abs(number(words[1][2]) - (1 + 1 / 144.0).squareRoot()) < 1e-6)
    }

    /// The same images at the same distances as comparing with every one in SQL, on any number of threads.
    @Test func asByBruteForce() throws {
        let tiny = try TinyAtlas()
        let images = try TinyImages.writeMany(90, seed: 5, to: tiny.folder, name: "many")
        let indexed = try tiny.run(["index", tiny.atlas, "--model", tiny.model, "--images", images])
        #expect(indexed.status == 2)
        for image in ["a/0000.png", "b/0041.png"] {
            let expected = try tiny.answer(
                "SELECT path, distance('\(image)', id) AS d FROM image WHERE status = 'indexed' AND path <> '\(image)' "
                    + "ORDER BY d, path LIMIT 25")
            for threads in ["1", "2", "7"] {
                let found = try rows(tiny, [image, "--limit", "25", "--threads", threads])
                #expect(found.count == 25)
                for (row, line) in zip(found, expected) {
                    let wanted = line.split(separator: ",")
                    #expect(row[1] == wanted[0])
                    let (near, far) = (try number(row[2]), try number(String(wanted[1])))
                    #expect(abs(near - far) < 1e-9)
                }
            }
        }
    }

    /// A file that is not in the atlas is run through the network: a copy of an image is where the image is.
    @Test func aFileOfItsOwn() throws {
        let tiny = try TinyAtlas.indexed()
        let copy = try Data(contentsOf: URL(fileURLWithPath: tiny.images + "/red/left.png"))
        try tiny.folder.write(copy, to: "elsewhere.png")
        let found = try rows(tiny, ["elsewhere.png", "--limit", "1"])
        #expect(found[0][1...2] == ["red/left.png", "0.0"])
        // The network has to be the atlas's own.
        expectRefusal(try tiny.run(["similar", tiny.atlas, "elsewhere.png", "--model", "no.onnx"]), "no.onnx")
        // An image of the atlas by its file, or by the end of its path, is that image, and left out.
        for name in [tiny.images + "/red/left.png", "left.png"] {
            #expect(try rows(tiny, [name]).map { $0[1] }.contains("red/left.png") == false)
        }
        try tiny.folder.write("no picture", to: "text.png")
        expectRefusal(try tiny.run(["similar", tiny.atlas, "text.png"]), "text.png")
    }

    @Test func theSheetShowsThem() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["similar", tiny.atlas, "red/full.png", "--limit", "3", "--sheet", "near.png"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("near.png"))))
        #expect(String(decoding: bytes.prefix(1000), as: UTF8.self).contains("The 3 images nearest to red/full.png"))
        let raster = try PNGCodec.decode(bytes, name: "near.png")
        // The image itself, and red/left with it, are red somewhere.
        #expect(
            stride(from: 0, to: raster.pixels.count, by: 3).contains {
                Array(raster.pixels[$0..<$0 + 3]) == [255, 0, 0]
            })
        // A picture that is gone is told of.
        try FileManager.default.removeItem(atPath: tiny.images + "/red/left.png")
        let without = try tiny.run(["similar", tiny.atlas, "red/full.png", "--limit", "3", "--sheet", "near.png"])
        #expect(without.status == 2)
        #expect(without.stderr.contains("red/left.png (missing)"))
    }

    @Test func refusals() throws {
        let tiny = try TinyAtlas.indexed()
        func similar(_ arguments: String...) throws -> Program.Outcome {
            try tiny.run(["similar", tiny.atlas] + arguments)
        }
        expectRefusal(try similar("no.png"), "no.png")
        expectRefusal(try similar("full.png"), "blue/full.png", "green/full.png")
        expectRefusal(try similar("red/full.png", "--units", "5"), "0", "4")
        expectRefusal(try similar("red/full.png", "--class", "cow"), "cow")
        expectRefusal(try similar("red/full.png", "--class", "red", "--units", "1"), status: 64)
        expectRefusal(try similar("red/full.png", "--strongest", "3"), status: 64, "--class")
        expectRefusal(try similar("red/full.png", "--sheet", "near.jpg"), status: 64, ".png")
        expectRefusal(try similar("red/full.png", "--limit", "0"), status: 64)
        expectRefusal(try similar("red/full.png", "--head", "mine"), "mine")
        expectRefusal(try tiny.run(["similar", "no.sqlite", "red/full.png"]))
    }
}
