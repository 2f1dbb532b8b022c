import Foundation
import Images
import TestSupport
import Tensors
import Testing

/// `cam`, on a picture whose upper half is blue and lower half red.
struct CAMCommandTests {
    /// M of blue: 13/6 above, 1/6 below. Of red: 1/3 above, 7/3 below.
    private static let blue: [Float] = [Float](repeating: 13 / 6, count: 8) + [Float](repeating: 1 / 6, count: 8)
    private static let red: [Float] = [Float](repeating: 1 / 3, count: 8) + [Float](repeating: 7 / 3, count: 8)

    private func expectClose(_ a: [Float], _ b: [Float]) {
        #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }, "\(a)")
    }

    @Test func mapsBoxesAndTheLaw() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run([
            "cam", tiny.atlas, "blue/odd.png", "images/red/left.png", "--class", "blue", "--class", "red", "--class",
            "2",
            "--format", "csv",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(lines.count == 5)
        #expect(lines[1][0] == "blue/odd.png" && lines[1][1] == "2" && lines[1][2] == "2" && lines[1][3] == "blue")
        #expect(abs((Double(lines[1][4]) ?? 0) - 0.916667) < 1e-5)
        #expect(lines[1][6...] == ["1", "0.0", "0.0", "8.0", "5.0", "raw", "false", "none", "paper", "0.2"])
        #expect(lines[2][6...] == ["1", "0.0", "3.0", "8.0", "8.0", "raw", "false", "none", "paper", "0.2"])
        #expect(outcome.stderr.contains("all 3 classes of 2 images"))
        let maps = try NumPyFile.read(path: tiny.folder.file("Output/odd-class-0002-0000-maps.npy"))
        #expect(maps.shape == [2, 4, 4])
        expectClose(maps.values, Self.blue + Self.red)
        let large = try NumPyFile.read(path: tiny.folder.file("Output/odd-class-0002-0000-upsampled.npy"))
        #expect(large.shape == [2, 8, 8])
        // Half-pixel centres: a quarter of the way from row 1's to row 2's.
        expectClose(Array(large.values[24..<25]), [13 / 6 - 0.5])
        let bytes = [UInt8](
            try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("Output/odd-class-0002-0000-cam.png"))))
        let notes = PNGCodec.textChunks(of: bytes)
        #expect(
            notes.contains { $0.value.contains("weights raw, values raw") && $0.value.contains("20 % of the maximum") })
        // What the arrays' rows are.
        let record = try object(tiny, "Output/odd-class-0002-0000-cam.json")
        let rows = try #require(record["classes"] as? [[String: Any]])
        #expect(rows.map { $0["class"] as? Int } == [2, 0] && rows.map { $0["row"] as? Int } == [0, 1])
        #expect(rows[0]["boxes"] as? [[Double]] == [[0, 0, 8, 5]] && rows[0]["units"] == nil)
        #expect(record["image"] as? String == "blue/odd.png" && record["threshold"] as? Double == 0.2)
        let array = try #require(record["maps"] as? [String: Any])
        #expect(array["file"] as? String == "odd-class-0002-0000-maps.npy" && array["shape"] as? [Int] == [2, 4, 4])
    }

    private func object(_ tiny: TinyAtlas, _ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file(name)))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// What is requested otherwise has other files; an image is found by the end of its path.
    @Test func namesSayWhatWasAsked() throws {
        let tiny = try TinyAtlas.indexed()
        for more in [
            [], ["--weighting", "relu"], ["--clip", "--normalize", "range"],
            ["--protocol", "wsol", "--threshold", "0.3"],
            ["--limit", "2"], ["--class", "1"],
        ] {
            #expect(try tiny.run(["cam", tiny.atlas, "odd.png"] + more).status == 0)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: tiny.folder.file("Output"))
        #expect(
            names.filter { $0.hasSuffix("-maps.npy") }.sorted() == [
                "odd-class-0001-maps.npy", "odd-clip-normalize-range-maps.npy", "odd-limit-2-maps.npy", "odd-maps.npy",
                "odd-protocol-wsol-threshold-0.3-maps.npy", "odd-weighting-relu-maps.npy",
            ])
        #expect(names.filter { $0.hasSuffix("-cam.json") }.count == 6 && names.count == 24)
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.red }, to: tiny.folder, "images/green/odd.png")
        #expect(try tiny.index().status == 0)
        let several = try tiny.run(["cam", tiny.atlas, "odd.png"])
        #expect(several.status == 1 && several.stderr.contains("blue/odd.png, green/odd.png"))
        let similar = try tiny.run(["similar", tiny.atlas, "odd.png"])
        #expect(similar.status == 1 && similar.stderr == "Error: " + several.stderr)
    }

    @Test func fromANetworkAlone() throws {
        let tiny = try TinyAtlas()
        let outcome = try tiny.run([
            "cam", "model", "images/blue/odd.png", "--weighting", "relu", "--clip", "--normalize", "maximum",
            "--overlays",
            "--output", "maps", "--colors", "jet", "--limit", "1", "--format", "json",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(
            outcome.stdout.contains("\"class_name\": \"red\"") && outcome.stdout.contains("\"weighting\": \"relu\""))
        let maps = try NumPyFile.read(
            path: tiny.folder.file("maps/odd-weighting-relu-clip-normalize-maximum-colors-jet-limit-1-maps.npy"))
        expectClose(maps.values, Self.red.map { $0 / (7 / 3) })
        let overlay = try ImageFile.decode(
            path: tiny.folder.file(
                "maps/odd-weighting-relu-clip-normalize-maximum-colors-jet-limit-1-overlay-class-0000-red.png"))
        #expect(overlay.width == 8 && overlay.height == 8)
        let bytes = [UInt8](
            try Data(
                contentsOf: URL(
                    fileURLWithPath: tiny.folder.file(
                        "maps/odd-weighting-relu-clip-normalize-maximum-colors-jet-limit-1-cam.png"))))
        #expect(PNGCodec.textChunks(of: bytes).contains { $0.value.contains("values clipped, over its maximum") })
    }

    /// Redness contributes 2 · 1/2, darkness 1/2 · 2/3.
    @Test func contributions() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run([
            "cam", tiny.atlas, "blue/odd.png", "--class", "0", "--explain", "2", "--format", "csv",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        #expect(lines[0][16...] == ["unit_rank", "unit", "weight", "pooled", "contribution", "share"])
        #expect(lines[1][0] == "blue/odd.png" && lines[1][2...3] == ["0", "red"])
        #expect(lines[1][6...10] == ["1", "0.0", "3.0", "8.0", "8.0"])
        #expect(lines[1][16...] == ["1", "0", "2.0", "0.5", "1.0", "0.75"])
        let record = try object(tiny, "Output/odd-class-0000-cam.json")
        let units = (record["classes"] as? [[String: Any]])?.first?["units"] as? [[String: Any]]
        #expect(units?.map { $0["unit"] as? Int } == [0, 3])
        // For readers the boxes, then the units.
        let tables = try tiny.run(["cam", tiny.atlas, "odd.png", "--limit", "1", "--explain", "2"]).stdout
            .split(separator: "\n\n").map(String.init)
        #expect(tables.count == 2 && tables[0].contains(" x0 ") && tables[1].contains("contribution"))
        #expect(lines[2][17] == "3" && abs((Double(lines[2][21]) ?? 0) - 0.25) < 1e-6)
        #expect(
            try ImageFile.decode(path: tiny.folder.file("Output/odd-class-0000-explain-2-class-0000-red.png")).width
                > 400)
        let alone = try tiny.run(["cam", "model", "images/blue/odd.png", "--limit", "1", "--explain", "1"])
        #expect(alone.status == 0 && alone.stderr.contains("odd-limit-1-explain-1-class-0000-red.png"))
    }

    @Test func unitsByWeight() throws {
        let tiny = try TinyAtlas.indexed()
        let arguments = ["cam", tiny.atlas, "blue/odd.png", "--class", "0", "--explain", "3", "--by"]
        let outcome = try tiny.run(arguments + ["weight", "--format", "csv"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("odd-class-0000-explain-3-by-weight-class-0000-red.png"))
        let lines = outcome.stdout.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(lines[0].suffix(2) == ["by_rank", "margin_drop"])
        // Weights 2, 0.5 and 0.25; the third unit is dead.
        #expect(lines.dropFirst().map { $0[17] } == ["0", "3", "4"])
        #expect(lines.dropFirst().map { $0[22] } == ["1", "2", "3"])
        let ablation = try tiny.run(arguments + ["ablation", "--format", "csv"])
        #expect(ablation.status == 0 && !ablation.stdout.split(separator: "\n")[1].hasSuffix(","))
        expectRefusal(
            try tiny.run(["cam", tiny.atlas, "odd.png", "--by", "weight"]), status: 64, "--explain")
    }

    /// A picture of one class says which, the sheet of several says all.
    @Test func everyPictureNamesItsClasses() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run([
            "cam", tiny.atlas, "odd.png", "--class", "2", "--class", "0", "--overlays", "--explain", "1",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        for (name, classes) in [
            ("cam", "Classes: 2 blue, sea; 0 red, crimson."), ("overlay-class-0002-blue", "Class: 2 blue, sea."),
            ("overlay-class-0000-red", "Class: 0 red, crimson."),
            ("explain-1-class-0000-red", "Class: 0 red, crimson."),
        ] {
            let file = tiny.folder.file("Output/odd-class-0002-0000-\(name).png")
            let notes = PNGCodec.textChunks(of: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))))
            #expect(notes.contains { $0.value.hasSuffix(classes) }, "\(name): \(notes)")
        }
    }

    /// Arrays made elsewhere: two units that look at the left and at the right, in ten crops and in one.
    @Test func fromArrays() throws {
        let folder = try TemporaryFolder()
        let left: [Float] = [1, 0, 1, 0]
        let right: [Float] = [0, 1, 0, 1]
        let picture = TinyImages.picture(width: 64, height: 64) { x, _ in x < 32 ? TinyImages.red : TinyImages.blue }
        try TinyImages.write(picture, to: folder, "image.png")
        try NumPyFile.write(Tensor(shape: [2, 2], values: [2, 0, 0, 1]), to: folder.file("weights.npy"))
        try NumPyFile.write(Tensor(shape: [2, 2, 2], values: left + right), to: folder.file("maps.npy"))
        // Mirrored crops see left on the right.
        let crops = (0..<10).flatMap { $0 < 5 ? left + right : right + left }
        try NumPyFile.write(Tensor(shape: [10, 2, 2, 2], values: crops), to: folder.file("crops.npy"))
        let one = try Program.run(
            ["cam", "image.png", "--maps", "maps.npy", "--weights", "weights.npy", "--format", "csv"], in: folder.path)
        #expect(one.status == 0, "\(one.stderr)")
        let row = try #require(one.stdout.split(separator: "\n").dropFirst().first).split(separator: ",")
        #expect(row[2] == "0" && row[7...10] == ["0.0", "0.0", "42.0", "64.0"], "\(row)")
        #expect(one.stderr.contains("logit = mean M + b"))
        let ten = try Program.run(
            [
                "cam", "image.png", "--maps", "crops.npy", "--weights", "weights.npy", "--protocol", "release",
                "--format", "csv", "--output", "ten", "--explain", "1",
            ], in: folder.path)
        #expect(ten.status == 0, "\(ten.stderr)")
        let map = try NumPyFile.read(path: folder.file("ten/image-normalize-maximum-protocol-release-maps.npy"))
        #expect(map.shape == [2, 256, 256])
        // Unit 0's map, mirrored back where crops were, lies on the left.
        #expect(map.values[128 * 256 + 60] > 0.9 && map.values[128 * 256 + 250] < 0.1)
        #expect(map.values.max() == 1)
        let wrong = try Program.run(
            ["cam", "image.png", "--maps", "weights.npy", "--weights", "weights.npy"], in: folder.path)
        expectRefusal(wrong, "weights.npy")
    }

    @Test func whatIsRefused() throws {
        let tiny = try TinyAtlas.indexed()
        expectRefusal(try tiny.run(["cam", tiny.atlas]), status: 64, "images")
        expectRefusal(try tiny.run(["cam", tiny.atlas, "blue/odd.png", "--class", "purple"]), "purple")
        let missing = try tiny.run(["cam", tiny.atlas, "none.png"])
        #expect(missing.status == 1 && missing.stderr.contains("none.png"))
        let some = try tiny.run(["cam", tiny.atlas, "none.png", "blue/odd.png"])
        #expect(some.status == 2 && some.stdout.contains("blue/odd.png"))
        expectRefusal(try tiny.run(["cam", "nowhere", "blue/odd.png"]), "nowhere")
        expectRefusal(
            try tiny.run(["cam", tiny.atlas, "odd.png", "--class", "1", "--limit", "2"]), status: 64)
        expectRefusal(
            try tiny.run(["cam", "x.png", "--maps", "a", "--weights", "b", "--layer", "c"]), status: 64, "--layer")
        // Before the work: a file is where the folder should be.
        expectRefusal(
            try tiny.run(["cam", tiny.atlas, "odd.png", "--output", "model/model.onnx"]), "model.onnx")
        // A network that moved.
        try FileManager.default.moveItem(atPath: tiny.folder.file("model"), toPath: tiny.folder.file("moved"))
        expectRefusal(try tiny.run(["cam", tiny.atlas, "odd.png"]), "Use --model to say where it is now.")
        #expect(try tiny.run(["cam", tiny.atlas, "odd.png", "--model", "moved"]).status == 0)
    }
}
