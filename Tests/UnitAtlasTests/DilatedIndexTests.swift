import Foundation
import Store
import TestSupport
import Testing
import UnitAtlas

@Suite(.enabled(if: SharedData.isThere, "../shared/data is missing"))
struct DilatedIndexTests {
    /// The figures that ONNX Runtime gives for the same network dilated in its file: 555 and 678 of 720.
    @Test func findsMoreThanTheCoarseMap() throws {
        let folder = try TemporaryFolder()
        let atlas = folder.file("atlas.sqlite")
        var request = IndexRequest()
        request.model = SharedData.path("models/mobilenet_v1_075")
        request.images = SharedData.path("ilsvrc-val/images")
        request.labels = SharedData.path("ilsvrc-val/labels.csv")
        request.dilation = 1
        let outcome = try Atlas.index(request, into: atlas)
        #expect(outcome.indexed == 720)
        #expect(outcome.correct == 555)
        #expect(outcome.correctTop5 == 678)

        // Gone on with, the atlas keeps its dilation; another one is refused.
        request.dilation = nil
        #expect(try Atlas.index(request, into: atlas).added == 0)
        request.dilation = 2
        let difference = SettingDifference(name: "dilate", stored: "1", requested: "2")
        #expect(throws: UnitAtlasError.differs(path: atlas, [difference])) { try Atlas.index(request, into: atlas) }
    }
}
