import Store
import Testing
import Units

@testable import Queries

/// What `correlation` reads from the atlas.
struct CorrelationTests {
    /// The answer does not depend on whether all activations are kept in memory.
    @Test func memoryDoesNotChangeTheAnswer() throws {
        let atlas = try HandMadeAtlas()
        // 3 units, 4 indexed images.
        let (all, pairs) = (3 * 4 * 4, 3 * 4 * 4 - 1)
        for (a, b) in [(0, 1), (1, 0), (2, 1), (2, 2)] {
            let kept = try source(atlas, mostBytes: all).correlation(a, b)
            #expect(try source(atlas, mostBytes: pairs).correlation(a, b) == kept)
            let value = try #require(kept)
            #expect(a == b ? abs(value - 1) < 1e-6 : abs(value) < 0.95)
        }
    }

    private func source(_ atlas: HandMadeAtlas, mostBytes: Int) -> FunctionSource {
        let path = atlas.path
        return FunctionSource(path: path, head: .native, mostBytes: mostBytes) { () throws(StoreError) in
            try AtlasReader(path: path)
        }
    }
}
