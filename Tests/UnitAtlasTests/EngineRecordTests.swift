import Foundation
import Store
import TestSupport
import Testing
import UnitAtlas

/// The atlas records what computed it, and a run by something else says so.
struct EngineRecordTests {
    @Test func anotherEngineIsTold() throws {
        let folder = try TemporaryFolder()
        var request = IndexRequest(atlas: folder.file("a.sqlite"))
        request.model = try TinyClassifier.write(to: folder)
        request.images = try TinyImages.writeSix(to: folder)
        #expect(try Indexer.run(request).earlierEngine == nil)

        let reader = try AtlasReader(path: request.atlas)
        var header = reader.header
        let (head, classes) = (try reader.head(), try reader.classes())
        reader.close()
        let engine = try #require(header.configuration.firstMatch(of: /"engine":"(oneDNN [^"]*, rule \d+)"/)).1
        header.configuration = header.configuration.replacing(engine, with: "oneDNN 0, rule 0")
        try AtlasWriter(path: request.atlas, header: header, head: head, classes: classes, movable: ["engine"]).close()

        // Nothing new: nothing to tell.
        #expect(try Indexer.run(request).earlierEngine == nil)
        try TinyImages.write(
            TinyImages.picture(width: 9) { _, _ in TinyImages.red }, to: folder, "images/red/another.png")
        let outcome = try Indexer.run(request)
        #expect(outcome.added == 1)
        #expect(outcome.earlierEngine == "oneDNN 0, rule 0")
    }
}
