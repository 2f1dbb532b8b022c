import Tensors
import Testing

struct WholeNumberTests {
    @Test func numbersAreRounded() {
        #expect([-2.5, -0.4, 0, 0.5, 1.49].map { Int(rounding: $0) } == [-3, 0, 0, 1, 1])
        #expect([-2.5, -0.4, 0.5, 2].map { Int(rounding: $0, .down) } == [-3, -1, 0, 2])
        #expect([-2.5, -0.4, 0.5, 2].map { Int(rounding: $0, .up) } == [-2, 0, 1, 2])
        #expect([0.5, 1.5, 2.5].map { Int(rounding: $0, .toNearestOrEven) } == [0, 2, 2])
    }

    @Test func numbersBeyondTheRangeAreClamped() {
        #expect([0x1p63, 1e300, .infinity].map { Int(rounding: $0) } == [.max, .max, .max])
        #expect([-0x1p63, -1e300, -.infinity].map { Int(rounding: $0) } == [.min, .min, .min])
        #expect(Int(rounding: 0x1.fffffffffffffp62) == 0x7fff_ffff_ffff_fc00)
        #expect(Int(rounding: .nan) == 0)
    }
}
