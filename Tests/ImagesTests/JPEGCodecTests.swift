import Foundation
import Images
import Testing

@Suite struct JPEGCodecTests {
    static func gradient(_ width: Int, _ height: Int) -> Raster {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (red, green) = (x * 255 / width, y * 255 / height)
                pixels += [UInt8(red), UInt8(green), UInt8((red + green) / 4)]
            }
        }
        return Raster(width: width, height: height, pixels: pixels)
    }

    @Test func encodesAlmostTheSamePixels() throws {
        let raster = Self.gradient(61, 43)
        let decoded = try JPEGCodec.decode(JPEGCodec.encode(raster, quality: 95), name: "a")
        #expect(decoded.width == 61 && decoded.height == 43)
        let worst = zip(decoded.pixels, raster.pixels).map { abs(Int($0) - Int($1)) }.max()
        #expect((1...6).contains(worst ?? 0))
        #expect(try JPEGCodec.encode(raster, quality: 30).count < JPEGCodec.encode(raster, quality: 95).count)
        #expect(throws: ImageError.encoding(format: "JPEG", detail: "0×2 pixels")) {
            try JPEGCodec.encode(Raster(width: 0, height: 2, pixels: []), quality: 90)
        }
    }

    @Test(
        "The smallest scale that is large enough",
        arguments: [
            (1, 1, 10, 8), (10, 8, 10, 8), (11, 8, 20, 15), (40, 30, 40, 30), (41, 30, 50, 38), (80, 60, 80, 60),
            (800, 10, 80, 60),
        ])
    func decodesScaled(width: Int, height: Int, expectedWidth: Int, expectedHeight: Int) throws {
        let bytes = try JPEGCodec.encode(Self.gradient(80, 60), quality: 95)
        let small = try JPEGCodec.decode(bytes, atLeastWidth: width, height: height, name: "a")
        #expect(small.width == expectedWidth && small.height == expectedHeight)
        // A pixel has the level of the gradient at its centre, in pixels of the full size.
        let (x, y) = (small.width / 2, small.height / 2)
        let pixel = (y * small.width + x) * 3
        let scale = 80 / Double(small.width)
        #expect(abs(Double(small.pixels[pixel]) - (Double(x) + 0.5) * scale * 255 / 80) < 4)
        #expect(abs(Double(small.pixels[pixel + 1]) - (Double(y) + 0.5) * scale * 255 / 60) < 4)
    }

    @Test func refusesLostData() throws {
        let bytes = try JPEGCodec.encode(Self.gradient(80, 60), quality: 95)
        // Data that stop in the middle with an end marker put after them.
        let cut = Array(bytes[..<(bytes.count / 2)]) + [0xFF, 0xD9]
        let error = #expect(throws: ImageError.self) { try JPEGCodec.decode(cut, name: "a") }
        #expect(error?.reason == "is corrupt: Corrupt JPEG data: premature end of data segment")
    }
}
