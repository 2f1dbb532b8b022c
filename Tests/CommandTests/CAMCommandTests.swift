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
            "cam", tiny.atlas, "blue/odd.png", "images/red/left.png", "--class", "blue", "--class", "red", "--format",
            "csv",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(lines.count == 5)
        #expect(lines[1][0] == "blue/odd.png" && lines[1][1] == "2" && lines[1][2] == "2" && lines[1][3] == "blue")
        #expect(abs((Double(lines[1][4]) ?? 0) - 0.916667) < 1e-5)
        #expect(lines[1][6...] == ["1", "0.0", "0.0", "8.0", "5.0", "raw", "paper"])
        #expect(lines[2][6...] == ["1", "0.0", "3.0", "8.0", "8.0", "raw", "paper"])
        #expect(outcome.stderr.contains("CAM law, logit = mean M + b: holds for all 3 classes of 2 images"))
        let maps = try NumPyFile.read(path: tiny.folder.file("Output/odd-maps.npy"))
        #expect(maps.shape == [2, 4, 4])
        expectClose(maps.values, Self.blue + Self.red)
        let large = try NumPyFile.read(path: tiny.folder.file("Output/odd-upsampled.npy"))
        #expect(large.shape == [2, 8, 8])
        // Half-pixel centres: a quarter of the way from row 1's to row 2's.
        expectClose(Array(large.values[24..<25]), [13 / 6 - 0.5])
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("Output/odd-cam.png"))))
        let notes = PNGCodec.textChunks(of: bytes)
        #expect(
            notes.contains { $0.value.contains("weights raw, values raw") && $0.value.contains("20 % of the maximum") })
    }

    @Test func fromANetworkAlone() throws {
        let tiny = try TinyAtlas()
        let outcome = try tiny.run([
            "cam", "model", "images/blue/odd.png", "--weighting", "relu", "--clip", "--normalize", "maximum",
            "--overlays",
            "--output", "maps", "--colors", "jet", "--top", "1", "--format", "json",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(
            outcome.stdout.contains("\"class_name\": \"red\"") && outcome.stdout.contains("\"weighting\": \"relu\""))
        let maps = try NumPyFile.read(path: tiny.folder.file("maps/odd-maps.npy"))
        expectClose(maps.values, Self.red.map { $0 / (7 / 3) })
        let overlay = try ImageFile.decode(path: tiny.folder.file("maps/odd-class-0000-red.png"))
        #expect(overlay.width == 8 && overlay.height == 8)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("maps/odd-cam.png"))))
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
        #expect(
            lines[0] == ["image", "class", "class_name", "rank", "unit", "weight", "pooled", "contribution", "share"])
        #expect(lines[1] == ["blue/odd.png", "0", "red", "1", "0", "2.0", "0.5", "1.0", "0.75"])
        #expect(lines[2][4] == "3" && abs((Double(lines[2][8]) ?? 0) - 0.25) < 1e-6)
        #expect(try ImageFile.decode(path: tiny.folder.file("Output/odd-why-class-0000-red.png")).width > 400)
        let alone = try tiny.run(["cam", "model", "images/blue/odd.png", "--top", "1", "--explain", "1"])
        #expect(alone.status == 0 && alone.stderr.contains("odd-why-class-0000-red.png"))
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
        let ten = try Program.run(
            [
                "cam", "image.png", "--maps", "crops.npy", "--weights", "weights.npy", "--protocol", "release",
                "--format", "csv", "--output", "ten",
            ], in: folder.path)
        #expect(ten.status == 0, "\(ten.stderr)")
        let map = try NumPyFile.read(path: folder.file("ten/image-maps.npy"))
        #expect(map.shape == [2, 256, 256])
        // Unit 0's map, mirrored back where crops were, lies on the left.
        #expect(map.values[128 * 256 + 60] > 0.9 && map.values[128 * 256 + 250] < 0.1)
        #expect(map.values.max() == 1)
        let wrong = try Program.run(
            ["cam", "image.png", "--maps", "weights.npy", "--weights", "weights.npy"], in: folder.path)
        expectRefusal(wrong, "weights.npy", "[units, height, width] is needed")
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
    }
}
