import Foundation
import Store
import Tensors
import TestSupport
import Testing

/// `--threads` means the same in every command that computes, and no result depends on it.
struct ThreadsTests {
    private static let counts = ["1", "2", "5"]

    @Test(arguments: [
        "ablate", "atlas", "benchmark", "cam", "demo", "discover concept", "discover scene", "discover text", "explore",
        "head compare", "head train", "import", "index", "localize", "name-units", "rank", "receptive-field",
        "segment", "similar", "unit",
    ])
    func everyCommandSaysTheSame(command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let help = try Program.run(words + ["--help"], in: NSTemporaryDirectory()).stdout
        let text = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("--threads <threads> Number of threads; by default one per core."), "\(help)")
        let refusal = try Program.run(words + ["--threads", "0"], in: NSTemporaryDirectory())
        #expect(refusal.status == 64)
    }

    @Test func importedAtlasesAreEqual() throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 7)
        let values = (0..<40 * 3 * 6).map { _ in Float.random(in: 0...4, using: &random) }
        try NumPyFile.write(Tensor(shape: [40, 3, 2, 3], values: values), to: folder.file("maps.npy"))
        try NumPyFile.write(Tensor(shape: [2, 3], values: [1, 0, 0.5, 0, 2, 0]), to: folder.file("weights.npy"))
        let dumps = try Self.counts.map { threads in
            let arguments = [
                "import", "\(threads).sqlite", "--maps", "maps.npy", "--weights", "weights.npy", "--threads", threads,
            ]
            #expect(try Program.run(arguments, in: folder.path).status == 0)
            return try logicalDump(path: folder.file("\(threads).sqlite"))
        }
        #expect(!dumps[0].isEmpty && dumps.allSatisfy { $0 == dumps[0] })
    }

    @Test func masksAreEqual() throws {
        let tiny = try TinyAtlas.indexed()
        var results: [String] = []
        for threads in Self.counts {
            let outcome = try tiny.run(["segment", tiny.atlas, "--output", threads, "--threads", threads])
            #expect(outcome.status == 0, "\(outcome.stderr)")
            results.append(outcome.stdout)
            let files = try FileManager.default.contentsOfDirectory(atPath: tiny.folder.file(threads)).sorted()
            #expect(!files.isEmpty)
            for file in files {
                let data = try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("\(threads)/\(file)")))
                #expect(try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("1/\(file)"))) == data)
            }
        }
        #expect(results.allSatisfy { $0 == results[0] })
    }
}
