import Foundation
import Testing

@testable import ONNX

@Suite struct WeightBytesTests {
    /// Bits and values by hand from IEEE 754.
    @Test(
        arguments: [
            (0x0000, 0x0000_0000), (0x8000, 0x8000_0000), (0x3C00, 0x3F80_0000), (0xC000, 0xC000_0000),
            (0x0001, 0x3380_0000), (0x8001, 0xB380_0000), (0x03FF, 0x387F_C000), (0x0400, 0x3880_0000),
            (0x7BFF, 0x477F_E000), (0x7C00, 0x7F80_0000), (0xFC00, 0xFF80_0000), (0x3555, 0x3EAA_A000),
        ] as [(UInt16, UInt32)])
    func halves(bits: UInt16, expected: UInt32) {
        #expect(WeightBytes.float(half: bits).bitPattern == expected)
    }

    @Test func halfNotANumber() {
        #expect(WeightBytes.float(half: 0x7E00).isNaN)
        #expect(WeightBytes.float(half: 0x7C01).isNaN)
    }

    /// Every half, written out by its definition.
    @Test func everyFiniteHalf() {
        for bits in UInt16.min...UInt16.max where bits >> 10 & 31 != 31 {
            let exponent = Double(bits >> 10 & 31)
            let fraction = Double(bits & 0x3FF) / 1024
            let size = exponent == 0 ? fraction * exp2(-14) : (1 + fraction) * exp2(exponent - 15)
            let expected = bits & 0x8000 == 0 ? size : -size
            guard Double(WeightBytes.float(half: bits)) == expected else {
                Issue.record("half \(bits) is \(WeightBytes.float(half: bits)), not \(expected)")
                return
            }
        }
    }

    @Test func brainFloatsAreUpperHalves() {
        let values = WeightBytes.floats(Data([0x80, 0x3F, 0x80, 0xFF, 0x01, 0x00]), type: .bfloat16)
        #expect(values.map(\.bitPattern) == [0x3F80_0000, 0xFF80_0000, 0x0001_0000])
    }

    @Test func wideTypesAreLittleEndian() {
        #expect(WeightBytes.floats(Data([0, 0, 0x20, 0x41]), type: .float32) == [10])
        #expect(WeightBytes.floats(Data([0, 0, 0, 0, 0, 0, 0x24, 0xC0]), type: .float64) == [-10])
        let huge = Data((0..<8).map { UInt8(truncatingIfNeeded: Double(1e300).bitPattern >> (8 * $0)) })
        #expect(WeightBytes.floats(huge, type: .float64) == [.infinity])
    }

    @Test func bytesAtAnyPlaceOfABuffer() {
        let data = Data([9, 0, 0, 0x20, 0x41, 0x00, 0x3C])
        #expect(WeightBytes.floats(data[1..<5], type: .float32) == [10])
        #expect(WeightBytes.floats(data[5...], type: .float16) == [1])
    }

    @Test func integers() {
        let bytes = Data([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        #expect(WeightBytes.integers(bytes, type: .int64) == [-1])
        #expect(WeightBytes.integers(bytes, type: .uint64) == nil)
        #expect(WeightBytes.integers(bytes, type: .int32) == [-1, -1])
        #expect(WeightBytes.integers(bytes, type: .uint32) == [4_294_967_295, 4_294_967_295])
        #expect(WeightBytes.integers(bytes[0..<2], type: .int16) == [-1])
        #expect(WeightBytes.integers(bytes[0..<2], type: .uint16) == [65535])
        #expect(WeightBytes.integers(bytes[0..<1], type: .int8) == [-1])
        #expect(WeightBytes.integers(Data([0, 1, 255]), type: .uint8) == [0, 1, 255])
        #expect(WeightBytes.integers(Data([0, 1, 255]), type: .boolean) == [0, 1, 1])
    }
}
