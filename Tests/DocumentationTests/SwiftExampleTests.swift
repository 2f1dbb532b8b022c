import Foundation
import TestSupport
import Testing
import UnitAtlas

/// README's example for users of the library is the source of `SwiftExample.swift`, which is compiled and run here.
struct SwiftExampleTests {
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    @Test func readmeQuotesTheExample() throws {
        let example = try String(contentsOf: Self.tests.appendingPathComponent("SwiftExample.swift"), encoding: .utf8)
        let root = Self.tests.deletingLastPathComponent().deletingLastPathComponent()
        for page in ["README.md", "Sources/UnitAtlas/Documentation.docc/UnitAtlas.md"] {
            let text = try String(contentsOf: root.appendingPathComponent(page), encoding: .utf8)
            #expect(text.contains("```swift\n" + example + "```\n"), "\(page)")
        }
    }

    /// Half of `left.png` is black, which unit 3 responds to; unit 4 of the network is dead.
    @Test func theExampleRuns() throws {
        let folder = try TemporaryFolder()
        var request = IndexRequest()
        request.model = try TinyClassifier.write(to: folder)
        request.images = try TinyImages.writeSix(to: folder)
        _ = try Atlas.index(request, into: folder.file("tiny.sqlite"))
        let lines = try strongestUnits(of: "crimson", in: folder.file("tiny.sqlite"))
        #expect(
            lines == [
                "unit 0, weight 2.0: red/full.png", "unit 3, weight 0.5: red/left.png",
                "unit 4, weight 0.25: never active",
            ])
    }
}
