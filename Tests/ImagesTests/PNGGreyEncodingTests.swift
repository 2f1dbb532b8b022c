import Images
import Testing

@Suite struct PNGGreyEncodingTests {
    @Test func greysComeBack() throws {
        let pixels: [UInt8] = (0..<35).map { UInt8($0 * 7) }
        let bytes = try PNGCodec.encode(grey: pixels, width: 7, height: 5, text: [("Source", "a mask")])
        // 8 bits, colour type 0.
        #expect(Array(bytes[24..<26]) == [8, 0])
        let raster = try ImageFile.decode(bytes: bytes, name: "mask")
        #expect((raster.width, raster.height) == (7, 5))
        #expect(raster.pixels == pixels.flatMap { [$0, $0, $0] })
        #expect(PNGCodec.textChunks(of: bytes).map(\.value) == ["a mask"])
    }

    @Test func pixelsThatDoNotFitAreRefused() {
        #expect(throws: ImageError.self) { try PNGCodec.encode(grey: [1, 2, 3], width: 2, height: 2) }
    }
}
