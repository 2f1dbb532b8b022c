import TestSupport
import Testing

/// A network written from an atlas of dilated maps has the dilation in its file.
struct DilatedExportTests {
    @Test func saysWhatTheAtlasSays() throws {
        let tiny = try TinyAtlas()
        try TinyClassifier.write(
            to: tiny.folder, name: "strided", network: RandomClassifier.poolThenLinear(seed: 4),
            preprocessing: RandomClassifier.preprocessing, classes: RandomClassifier.classList)
        _ = try TinyImages.writeMany(12, seed: 5, to: tiny.folder, name: "many")
        func index(_ atlas: String, _ model: String, _ more: String...) throws {
            let outcome = try tiny.run(["index", atlas, "--model", model, "--images", "many"] + more)
            #expect([0, 2].contains(outcome.status), "\(outcome.stderr)")
        }
        try index(tiny.atlas, "strided", "--dilate", "1")
        let written = try tiny.run(["head", "export", tiny.atlas, "--output", "dilated"])
        #expect(written.status == 0, "\(written.stderr)")
        try index("again.sqlite", "dilated")
        func ask(_ atlas: String, _ sql: String) throws -> [String] {
            let outcome = try tiny.run(["query", atlas, sql, "--format", "csv"])
            return outcome.stdout.split(separator: "\n").dropFirst().map(String.init)
        }
        let size = "SELECT map_height, map_width FROM atlas"
        #expect(try ask(tiny.atlas, size) == ["16,16"])
        #expect(try ask("again.sqlite", size) == ["16,16"])
        let logits =
            "SELECT i.path, p.class, round(p.logit, 4) FROM prediction p JOIN image i ON i.id = p.image ORDER BY 1, p.rank"
        let found = try ask("again.sqlite", logits)
        #expect(found.count > 40)
        #expect(try ask(tiny.atlas, logits) == found)
        // And not what the network says as it is.
        try index("plain.sqlite", "strided")
        #expect(try ask("plain.sqlite", logits) != found)
    }
}
