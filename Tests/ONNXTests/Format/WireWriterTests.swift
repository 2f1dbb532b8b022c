import Foundation
import ONNX
import Testing

/// Encodings by hand, from the protobuf documentation.
struct WireWriterTests {
    private func bytes(_ write: (inout WireWriter) -> Void) -> [UInt8] {
        var writer = WireWriter()
        write(&writer)
        return [UInt8](writer.data)
    }

    @Test func numbers() {
        #expect(bytes { $0.integer(1, 150) } == [0x08, 0x96, 0x01])
        #expect(bytes { $0.integer(20, 7) } == [0xA0, 0x01, 0x07])
        #expect(bytes { $0.integer(1, Int32(-1)) } == [0x08] + [UInt8](repeating: 0xFF, count: 9) + [0x01])
        #expect(bytes { $0.float(2, 1) } == [0x15, 0, 0, 0x80, 0x3F])
        #expect(bytes { $0.integer(1, nil as Int64?) } == [])
    }

    @Test func textAndMessages() {
        #expect(bytes { $0.text(2, "testing") } == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
        #expect(bytes { $0.message(3) { $0.integer(1, 150) } } == [0x1A, 0x03, 0x08, 0x96, 0x01])
    }

    @Test func packedLists() {
        #expect(bytes { $0.packed(6, integers: [3, 270, 86942]) } == [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05])
        #expect(bytes { $0.packed(4, floats: [1, 2]) } == [0x22, 0x08, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
        #expect(bytes { $0.packed(10, doubles: [1]) } == [0x52, 0x08, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
        #expect(bytes { $0.packed(4, floats: []) } == [])
    }
}
