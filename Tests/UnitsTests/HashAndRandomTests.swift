import Testing
import Units

@Suite struct HashAndRandomTests {
    /// The test vectors of draft-eastlake-fnv.
    @Test func fnv1a() {
        #expect(FNV1a().description == "cbf29ce484222325")
        #expect(FNV1a("a").description == "af63dc4c8601ec8c")
        #expect(FNV1a("foobar").description == "85944171f73967e8")
        #expect(FNV1a([UInt8]("foobar".utf8)).value == FNV1a("foobar").value)
    }

    @Test func numbersAreAddedAsTheirBytes() {
        var number = FNV1a()
        number.add(0x0807_0605_0403_0201 as UInt64)
        #expect(number.value == FNV1a([1, 2, 3, 4, 5, 6, 7, 8]).value)
    }

    /// The first numbers of the reference implementation (Vigna, splitmix64.c).
    @Test func splitMix64() {
        var random = SeededRandom(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
        #expect(random.next() == 9_817_491_932_198_370_423)
        #expect(SeededRandom.mixed(SeededRandom.increment) == 0xE220_A839_7B1D_CDAF)
    }

    @Test func aShuffleKeepsTheElements() {
        var random = SeededRandom(seed: 5)
        let shuffled = random.shuffled(Array(0..<100))
        #expect(shuffled != Array(0..<100) && shuffled.sorted() == Array(0..<100))
        for _ in 0..<200 { #expect((0..<7).contains(random.below(7))) }
    }
}
