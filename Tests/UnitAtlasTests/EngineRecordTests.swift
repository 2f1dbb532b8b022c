import Foundation
import Store
import TestSupport
import Testing
import UnitAtlas

/// The atlas records what computed it, and a run by something else says so.
struct EngineRecordTests {
    @Test func anotherEngineIsTold() throws {
        let folder = try TemporaryFolder()
        let atlas = folder.file("a.sqlite")
        var request = IndexRequest()
        request.model = try TinyClassifier.write(to: folder)
        request.images = try TinyImages.writeSix(to: folder)
        #expect(try Atlas.index(request, into: atlas).earlierEngine == nil)

        let reader = try AtlasReader(path: atlas)
        var header = reader.header
        let (head, classes) = (try reader.head(), try reader.classes())
        reader.close()
        let engine = try #require(header.settings.engine)
        #expect(engine.wholeMatch(of: /oneDNN [^"]*, rule \d+/) != nil)
        header.settings.engine = "oneDNN 0, rule 0"
        try AtlasWriter(path: atlas, header: header, head: head, classes: classes).close()

        // Nothing new: nothing to tell.
        #expect(try Atlas.index(request, into: atlas).earlierEngine == nil)
        try TinyImages.write(
            TinyImages.picture(width: 9) { _, _ in TinyImages.red }, to: folder, "images/red/another.png")
        let outcome = try Atlas.index(request, into: atlas)
        #expect(outcome.added == 1)
        #expect(outcome.earlierEngine == "oneDNN 0, rule 0")
    }
}
