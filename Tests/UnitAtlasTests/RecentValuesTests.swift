import Testing
import UnitAtlas

struct RecentValuesTests {
    @Test func theLatestAreHeldUpToTheCapacity() {
        let values = RecentValues<Int, String>(capacity: 1000)
        for key in 0..<20 { values.insert("\(key)", for: key, cost: 100) }
        #expect(values.cost == 1000)
        #expect((0..<20).map { values[$0] } == (0..<20).map { $0 < 10 ? nil : "\($0)" })
        values.insert("too large", for: 20, cost: 1001)
        #expect(values[20] == nil)
        values.insert("again", for: 19, cost: 100)
        #expect(values[19] == "19")
        #expect(values.cost == 1000)
    }

    @Test func manyValuesPassThrough() {
        let values = RecentValues<Int, Int>(capacity: 3)
        for key in 0..<20_000 { values.insert(key, for: key) }
        #expect((19_996..<20_000).map { values[$0] } == [nil, 19_997, 19_998, 19_999])
    }
}
