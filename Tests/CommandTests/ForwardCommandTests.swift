import Foundation
import Tensors
import TestSupport
import Testing

/// `forward` and `benchmark`.
struct ForwardCommandTests {
    private func input(_ tiny: TinyAtlas, images: Int) throws -> String {
        // The first image is red, the others black.
        let values = (0..<images * 192).map { Float($0 < 64 ? 1 : 0) }
        let path = tiny.folder.file("x.npy")
        try NumPyFile.write(Tensor(shape: [images, 3, 8, 8], values: values), to: path)
        return path
    }

    @Test func anyTensorOfABatch() throws {
        let tiny = try TinyAtlas()
        let x = try input(tiny, images: 2)
        let outcome = try tiny.run([
            "forward", tiny.model, "--input", x, "--output", "y.npy", "--tensor", "fc",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.isEmpty)
        #expect(outcome.stderr == "y.npy: fc, 2×3\n")
        let logits = try NumPyFile.read(path: tiny.folder.file("y.npy"))
        // Black has darkness 1 alone: 0.5 + 0.25, 0, 0.25 − 0.25.
        for (value, expected) in zip(logits.values, [2.583333, -1, -0.083333, 0.75, 0, 0] as [Float]) {
            #expect(abs(value - expected) < 1e-6)
        }
        #expect(try tiny.run(["forward", tiny.model, "--input", "image=x.npy", "--output", "y.npy"]).status == 0)
        let shares = try NumPyFile.read(path: tiny.folder.file("y.npy"))
        #expect(abs(shares.values[0..<3].reduce(0, +) - 1) < 1e-6)
    }

    @Test func whatIsRefused() throws {
        let tiny = try TinyAtlas()
        let x = try input(tiny, images: 1)
        func forward(_ arguments: String...) throws -> Program.Outcome {
            try tiny.run(["forward", tiny.model, "--output", "y.npy"] + arguments)
        }
        expectRefusal(try forward("--input", "no.npy"), "no.npy")
        expectRefusal(try forward("--input", tiny.model + "/classes.csv"), "classes.csv", "NumPy")
        expectRefusal(
            try forward("--input", x, "--tensor", "nothing"), "“nothing”", "fc")
        expectRefusal(
            try forward("--input", "picture=\(x)"), status: 64, "“picture”", "“image”")
        expectRefusal(try forward(), status: 64)
        expectRefusal(try forward("--input", x, "--input", x), status: 64)
        let small = tiny.folder.file("small.npy")
        try NumPyFile.write(Tensor(shape: [1, 3, 4, 4], values: [Float](repeating: 0, count: 48)), to: small)
        expectRefusal(try forward("--input", small), "“image”", "1×3×4×4")
        try NumPyFile.write(Tensor(shape: [1, 3, 8, 8], values: [Float](repeating: .nan, count: 192)), to: small)
        expectRefusal(try forward("--input", small))
        #expect(!tiny.folder.contents.contains("y.npy"))
        expectRefusal(
            try tiny.run(["forward", tiny.model, "--input", x, "--output", "no/folder/y.npy"]), "no/folder/y.npy")
    }

    /// A batch that takes hours is stopped when the time is over.
    @Test func benchmarkTakesTheTimeItIsGiven() throws {
        let tiny = try TinyAtlas()
        let start = ContinuousClock.now
        let outcome = try tiny.run([
            "benchmark", tiny.model, "--batch", "1000000000", "--seconds", "0.05", "--rounds", "2",
        ])
        #expect(outcome.status == 0)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func benchmarkAsJSON() throws {
        let tiny = try TinyAtlas()
        let outcome = try tiny.run(["benchmark", tiny.model, "--format", "json", "--threads", "1", "--batch", "4"])
        #expect(outcome.status == 0)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
        #expect(Set(object.keys) == ["images_per_second", "gflops", "batch", "threads", "precision"])
        #expect(object["batch"] as? Int == 4)
        #expect(object["threads"] as? Int == 1)
        let (rate, speed) = (object["images_per_second"] as? Double ?? 0, object["gflops"] as? Double ?? 0)
        #expect(rate > 0 && abs(speed - rate * 975 * 2 / 1e9) <= 1e-9 * speed)
        expectRefusal(try tiny.run(["benchmark", "no"]))
        expectRefusal(try tiny.run(["benchmark", tiny.model, "--batch", "0"]), status: 64)
    }
}
