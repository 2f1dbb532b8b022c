import TestSupport
import Testing
import Units

@testable import Store

/// What `correlation` reads of the atlas.
struct CorrelationTests {
    /// Whether all activations are kept in memory or two units' are read for each call is not to be seen.
    @Test func memoryDoesNotChangeTheAnswer() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.sqlite")
        try SmallAtlas(units: 5, images: 23).write(path)
        // 19 of the 23 images are indexed.
        let (all, pairs) = (5 * 19 * 4, 5 * 19 * 4 - 1)
        for (a, b) in [(0, 1), (1, 0), (2, 4), (3, 3)] {
            let kept = try FunctionSource(path: path, head: .native, mostBytes: all).correlation(a, b)
            #expect(try FunctionSource(path: path, head: .native, mostBytes: pairs).correlation(a, b) == kept)
            let value = try #require(kept)
            #expect(a == b ? abs(value - 1) < 1e-6 : abs(value) < 0.9)
        }
    }
}
