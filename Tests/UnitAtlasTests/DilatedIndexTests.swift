import Foundation
import TestSupport
import Testing
import UnitAtlas

@Suite(.enabled(if: SharedData.isThere, "skipped: ../shared/data is not there"))
struct DilatedIndexTests {
    /// The figures that ONNX Runtime gives for the same network dilated in its file: 555 and 678 of 720.
    @Test func findsMoreThanTheCoarseMap() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dilated-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var request = IndexRequest(atlas: folder.appendingPathComponent("atlas.sqlite").path)
        request.model = SharedData.path("models/mobilenet_v1_075")
        request.images = SharedData.path("ilsvrc-val/images")
        request.labels = SharedData.path("ilsvrc-val/labels.csv")
        request.dilation = 1
        let outcome = try Indexer.run(request)
        #expect(outcome.indexed == 720)
        #expect(outcome.correct == 555)
        #expect(outcome.correctTop5 == 678)

        // Gone on with, the atlas keeps its dilation; another one is refused.
        request.dilation = nil
        #expect(try Indexer.run(request).added == 0)
        request.dilation = 2
        do {
            _ = try Indexer.run(request)
            Issue.record("an atlas of two dilations")
        } catch {
            #expect("\(error)".contains("is 1 in the atlas, and 2 is asked for"))
        }
    }
}
