@testable import Explorer
import Testing
import Units

struct PictureCacheTests {
    @Test func itHoldsTheLatestUpToItsSize() {
        let cache = PictureCache(capacity: 1000)
        for unit in 0..<20 { cache[.tile(UnitID(unit), rank: 1)] = [UInt8](repeating: UInt8(unit), count: 100) }
        #expect(cache.size == 1000)
        #expect(cache[.tile(UnitID(9), rank: 1)] == nil)
        for unit in 10..<20 { #expect(cache[.tile(UnitID(unit), rank: 1)]?.first == UInt8(unit)) }
        // Larger than all of it.
        cache[.style] = [UInt8](repeating: 0, count: 1001)
        #expect(cache[.style] == nil)
        #expect(cache.size == 1000)
    }
}
