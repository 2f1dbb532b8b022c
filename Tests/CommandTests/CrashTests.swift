import Foundation
import Store
import TestSupport
import Testing

/// Killed at any moment, the same command run again finishes the atlas that an uninterrupted run makes.
struct CrashTests {
    private static let count = 240

    @Test(arguments: ["poolThenLinear", "linearThenPool"])
    func killedAtTwentyMoments(_ form: String) throws {
        let folder = try TemporaryFolder()
        let network =
            form == "poolThenLinear"
            ? RandomClassifier.poolThenLinear(seed: 7) : RandomClassifier.linearThenPool(seed: 7)
        let model = try TinyClassifier.write(
            to: folder, network: network, preprocessing: RandomClassifier.preprocessing,
            classes: RandomClassifier.classList)
        let images = try TinyImages.writeMany(Self.count, seed: 11, to: folder, name: "images")
        func arguments(_ atlas: String) -> [String] {
            [
                "index", atlas, "--model", model, "--images", images, "--top", "9", "--batch", "3", "--threads", "2",
                "--commit-interval", "0",
            ]
        }
        let whole = folder.file("whole.sqlite")
        let start = ContinuousClock.now
        #expect(try Program.run(arguments(whole)).status == 2)
        let duration = (ContinuousClock.now - start) / .seconds(1)
        let expected = try logicalDump(path: whole)
        #expect(expected.contains("top_activation"))

        var random = SeededGenerator(seed: form == "poolThenLinear" ? 1 : 2)
        var partial = 0
        for trial in 0..<10 {
            let atlas = folder.file("killed\(trial).sqlite")
            // Two kills a trial: the second one interrupts a run that continues.
            for _ in 0..<2 {
                let run = try Program.Running(arguments(atlas))
                Thread.sleep(forTimeInterval: duration * Double.random(in: 0.1...1, using: &random))
                run.kill()
                if let reader = try? AtlasReader(path: atlas) {
                    let indexed = try reader.counts().indexed
                    if !reader.isComplete, indexed > 0, indexed < Self.count { partial += 1 }
                    reader.close()
                }
            }
            let outcome = try Program.run(arguments(atlas))
            #expect(outcome.status == 2, "\(outcome.stderr)")
            let dump = try logicalDump(path: atlas)
            #expect(dump == expected, "trial \(trial)")
            #expect(!folder.contents.contains("killed\(trial).sqlite-wal"))
        }
        #expect(partial > 0, "no kill hit a run at work")
    }

    /// Two runs on one atlas: the second is refused and harms nothing.
    @Test func twoWriters() throws {
        let folder = try TemporaryFolder()
        let model = try TinyClassifier.write(to: folder)
        let images = try TinyImages.writeMany(40, seed: 3, to: folder, name: "images")
        let atlas = folder.file("a.sqlite")
        let header = ["index", atlas, "--model", model, "--images", images]
        #expect(try Program.run(header).status == 2)
        let expected = try logicalDump(path: atlas)
        let reader = try AtlasReader(path: atlas)
        let writer = try AtlasWriter(
            path: atlas, header: reader.header, head: reader.head(), classes: try reader.classes())
        reader.close()
        expectRefusal(try Program.run(header), atlas)
        #expect(try Program.run(["query", atlas, "SELECT count(*) FROM image"]).status == 0)
        writer.close()
        #expect(try logicalDump(path: atlas) == expected)
    }
}
