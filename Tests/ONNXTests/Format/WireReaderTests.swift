import Foundation
import Testing

@testable import ONNX

/// Encodings by hand, from the protobuf documentation.
struct WireReaderTests {
    private func field(_ bytes: [UInt8]) throws -> (number: UInt64, value: WireReader.Value) {
        var reader = WireReader(Data(bytes))
        let tag = try reader.tag()
        let value = try reader.value(tag.type)
        #expect(reader.isAtEnd)
        return (tag.number, value)
    }

    /// The documentation's own example: field 1 with the value 150 is 08 96 01.
    @Test(
        arguments: [
            ([0x08, 0x96, 0x01], 1, 150), ([0x08, 0x00], 1, 0), ([0xA0, 0x01, 0x07], 20, 7),
            ([0x08] + [UInt8](repeating: 0xFF, count: 9) + [0x01], 1, UInt64.max),
            // Numbers may be longer than necessary.
            ([0x08, 0x81, 0x80, 0x00], 1, 1),
        ] as [([UInt8], UInt64, UInt64)])
    func varints(_ bytes: [UInt8], _ number: UInt64, _ value: UInt64) throws {
        let field = try field(bytes)
        #expect(field.number == number)
        guard case .varint(value) = field.value else { Issue.record("\(field.value)"); return }
    }

    @Test func fixedNumbersAndBytes() throws {
        guard case .fixed32(0x3F80_0000) = try field([0x15, 0, 0, 0x80, 0x3F]).value else { Issue.record(); return }
        guard case .fixed64(0x3FF0_0000_0000_0000) = try field([0x51, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]).value else {
            Issue.record()
            return
        }
        guard case .bytes(let data) = try field([0x12, 0x03, 0x61, 0x62, 0x63]).value else { Issue.record(); return }
        #expect(data == Data("abc".utf8))
    }

    @Test(
        arguments: [
            ([], .truncatedNumber), ([0x08], .truncatedNumber), ([0x08, 0x80], .truncatedNumber),
            ([0x15, 0, 0, 0], .truncatedNumber), ([0x51, 0, 0, 0, 0, 0, 0, 0], .truncatedNumber),
            ([0x12, 0x03, 0x61], .truncated(expected: 3, found: 1)),
            ([0x12] + [UInt8](repeating: 0xFF, count: 9) + [0x01], .truncated(expected: .max, found: 0)),
            ([0x08] + [UInt8](repeating: 0x80, count: 10), .longNumber), ([0x0B], .wireType(3)), ([0x0C], .wireType(4)),
            ([0x0E, 0], .wireType(6)), ([0x0F, 0], .wireType(7)), ([0x00, 0x00], .fieldNumberZero),
        ] as [([UInt8], WireError)])
    func whatIsRefused(_ bytes: [UInt8], _ error: WireError) {
        #expect(throws: error) { _ = try field(bytes) }
    }

    @Test func packedLists() throws {
        #expect(try Data([0x01, 0xAC, 0x02]).packedVarints() == [1, 300])
        #expect(try Data([0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]).packedFloats() == [1, 2])
        #expect(try Data([0, 0, 0, 0, 0, 0, 0xF0, 0x3F]).packedDoubles() == [1])
        #expect(throws: WireError.truncatedNumber) { try Data([0x80]).packedVarints() }
        #expect(throws: WireError.truncatedNumber) { try Data([0, 0, 0]).packedFloats() }
        #expect(throws: WireError.truncatedNumber) { try Data([0, 0, 0, 0, 0]).packedDoubles() }
        #expect(throws: WireError.notUTF8) { try Data([0x61, 0xFF]).text() }
    }
}
