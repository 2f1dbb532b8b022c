import Foundation
import Images
import Tensors
import TestSupport
import Testing

extension TinyAtlas {
    /// The tiny classifier's atlas of 90 random pictures in folders named like its classes, and the path of another one:
    /// with other weights, over the same pictures.
    static func pair() throws -> (first: TinyAtlas, second: String) {
        let tiny = try TinyAtlas()
        let images = try TinyImages.writeMany(90, seed: 5, to: tiny.folder, name: "many")
        var labels = "image,class_index\n"
        for index in 0..<90 {
            labels += ["a", "b", "c", "d"][index % 4] + "/" + String(format: "%04d", index) + ".png,\(index % 3)\n"
        }
        try tiny.folder.write(labels, to: "labels.csv")
        let weights = TinyClassifier.weights
        let turned = Tensor(shape: weights.shape, values: Array(weights.values.suffix(10) + weights.values.prefix(5)))
        let other = try TinyClassifier.write(
            to: tiny.folder, name: "other", network: TinyClassifier.network(classWeights: turned))
        let second = tiny.folder.file("other.sqlite")
        for (atlas, model) in [(tiny.atlas, tiny.model), (second, other)] {
            let outcome = try tiny.run([
                "index", atlas, "--model", model, "--images", images, "--labels", "labels.csv",
            ])
            // Some of the pictures are cut short.
            #expect(outcome.status == 2, "\(outcome.stderr)")
        }
        return (tiny, second)
    }
}

struct CompareCommandTests {
    private func rows(_ tiny: TinyAtlas, _ arguments: [String]) throws -> [[String]] {
        let outcome = try tiny.run(["compare"] + arguments + ["--format", "csv"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        return outcome.stdout.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The two networks have the same units and other classes: every unit is its own match.
    @Test func twoHeadsOfOneBackbone() throws {
        let (tiny, second) = try TinyAtlas.pair()
        let figures = try rows(tiny, [tiny.atlas, second])
        func figure(_ key: String) -> String? { figures.first { $0[0] == key }?[1] }
        let indexed = try tiny.answer("SELECT count(*) FROM image WHERE status = 'indexed'")
        #expect(figure("images") == indexed.first)
        #expect(figure("kept") == "4" && figure("dead_a") == "1" && figure("dead_b") == "1")
        #expect(figure("lost") == "0" && figure("new") == "0" && figure("classes") == "3")
        let right = try tiny.answer(
            "SELECT avg(p.class = i.label) FROM image i JOIN prediction p ON p.image = i.id AND p.rank = 1")
        #expect(figure("accuracy_a").flatMap(Double.init) == right.first.flatMap(Double.init))
        let units = try rows(tiny, [tiny.atlas, second, "--units"])
        #expect(units.map { $0[0] } == ["kept", "kept", "kept", "kept", "dead", "dead"])
        #expect(units.prefix(4).allSatisfy { $0[1] == $0[2] && Double($0[3]).map { $0 > 0.99999 } == true })
        #expect(try rows(tiny, [tiny.atlas, second, "--fate", "dead"]).map { $0[1] + $0[2] } == ["4", "4"])
        // The other network's weights of red are those of green.
        let words = try rows(tiny, [tiny.atlas, second, "--class", "red", "--limit", "2"])
        #expect(
            words.map { Array($0.prefix(7)) } == [
                ["kept", "0", "2.0", "1", "0", "-1.0", "4"], ["kept", "3", "0.5", "2", "3", "0.0", "3"],
                ["dead", "", "", "", "4", "0.25", "2"],
            ])
        #expect(try rows(tiny, [tiny.atlas, second, "--per-class"]).count == 3)
    }

    /// Rows of units that are the same in both networks: left and right differ in nothing.
    @Test func theSheetShowsBothNetworks() throws {
        let (tiny, second) = try TinyAtlas.pair()
        let outcome = try tiny.run([
            "compare", tiny.atlas, second, "--sheet", "pairs.png", "--rows", "2", "--columns", "3",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("pairs.png"))))
        let chunks = String(decoding: bytes.prefix(3000), as: UTF8.self)
        #expect(chunks.contains("rows 2, columns 3, tile-size 88; defaults: "))
        let raster = try PNGCodec.decode(bytes, name: "pairs.png")
        // Three tiles of 88 pixels and two gaps on each side, 24 pixels from the edges.
        let (side, margin) = (3 * 88 + 2 * 8, 24)
        func pixels(_ row: Int, _ x: Int) -> [UInt8] {
            Array(raster.pixels[3 * (row * raster.width + x)..<3 * (row * raster.width + x + side)])
        }
        // The lowest row of tiles: the caption, the margin and the row's gap lie below it.
        let lowest = raster.height - margin - 14 - 16 - 44
        #expect(pixels(lowest, margin) == pixels(lowest, raster.width - margin - side))
        #expect(Set(pixels(lowest, margin)).count > 2)
        // A class's words alone make a smaller picture.
        let words = try tiny.run([
            "compare", tiny.atlas, second, "--class", "red", "--sheet", "words.png", "--rows", "2", "--columns", "3",
        ])
        #expect(words.status == 0, "\(words.stderr)")
        let other = try PNGCodec.decode(
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("words.png")))), name: "words.png")
        #expect(other.width == raster.width && other.height < raster.height)
    }

    @Test func refusals() throws {
        let tiny = try TinyAtlas.indexed()
        func compare(_ arguments: String...) throws -> Program.Outcome {
            try tiny.run(["compare", tiny.atlas] + arguments)
        }
        // Six images say nothing.
        expectRefusal(try compare(tiny.atlas), "6", "20")
        expectRefusal(try compare("no.sqlite"), "no.sqlite")
        expectRefusal(try compare(tiny.atlas, "--class", "cow"), "cow")
        expectRefusal(try compare(tiny.atlas, "--units", "--per-class"), status: 64, "--units")
        expectRefusal(try compare(tiny.atlas, "--rows", "3"), status: 64, "--sheet")
        expectRefusal(try compare(tiny.atlas, "--least-correlation", "2"), status: 64, "--least-correlation")
        expectRefusal(try compare(tiny.atlas, "--shuffles", "0"), status: 64, "--shuffles")
    }
}
