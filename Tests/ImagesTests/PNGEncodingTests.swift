import Images
import Testing

@Suite struct PNGEncodingTests {
    static func raster(_ width: Int, _ height: Int) -> Raster {
        var state: UInt32 = 1
        return Raster(
            width: width, height: height,
            pixels: (0..<width * height * 3).map { index in
                state = state &* 1_664_525 &+ 1_013_904_223
                return UInt8(truncatingIfNeeded: index / 3 + Int(state >> 28))
            })
    }

    @Test(arguments: [(1, 1), (7, 5), (64, 40), (300, 2)], PNGSpeed.allCases)
    func decodesToTheSamePixels(size: (Int, Int), speed: PNGSpeed) throws {
        let raster = Self.raster(size.0, size.1)
        let bytes = try PNGCodec.encode(raster, speed: speed)
        #expect(try PNGCodec.decode(bytes, name: "a") == raster)
        #expect(PNGCodec.textChunks(of: bytes).isEmpty)
    }

    @Test func encodesNoise() throws {
        var state: UInt64 = 9
        let noise = (0..<200 * 100 * 3).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 40)
        }
        let raster = Raster(width: 200, height: 100, pixels: noise)
        for speed in PNGSpeed.allCases {
            #expect(try PNGCodec.decode(PNGCodec.encode(raster, speed: speed), name: "noise") == raster)
        }
    }

    @Test func carriesText() throws {
        let text = [("Software", "Unit Atlas 1"), ("Comment", "größer ≥ 3\nzweite Zeile"), ("Größe", ""), ("a b", "x")]
        let bytes = try PNGCodec.encode(Self.raster(9, 4), text: text.map { (keyword: $0.0, value: $0.1) })
        let found = PNGCodec.textChunks(of: bytes)
        #expect(found.map(\.keyword) == text.map(\.0))
        #expect(found.map(\.value) == text.map(\.1))
        #expect(try PNGCodec.decode(bytes, name: "a") == Self.raster(9, 4))
        // tEXt "a b": length, type, keyword, 0, value, and zlib.crc32(b"tEXta b\0x") from Python.
        let chunk: [UInt8] = [0, 0, 0, 5, 0x74, 0x45, 0x58, 0x74, 0x61, 0x20, 0x62, 0, 0x78]
        #expect(bytes.firstRange(of: chunk) != nil)
    }

    @Test(arguments: ["", " a", "a ", "a\nb", "€", String(repeating: "k", count: 80)])
    func refusesKeywords(keyword: String) {
        #expect(throws: ImageError.self) {
            try PNGCodec.encode(Self.raster(1, 1), text: [(keyword: keyword, value: "v")])
        }
    }

    @Test func refusesAnEmptyPictureAndANullInText() {
        #expect(throws: ImageError.encoding(format: "PNG", detail: "0×4 pixels")) {
            try PNGCodec.encode(Raster(width: 0, height: 4, pixels: []))
        }
        #expect(throws: ImageError.self) {
            try PNGCodec.encode(Self.raster(1, 1), text: [(keyword: "a", value: "b\0c")])
        }
    }

    @Test func findsNoTextInOtherBytes() {
        #expect(PNGCodec.textChunks(of: [1, 2, 3]).isEmpty)
        #expect(PNGCodec.textChunks(of: []).isEmpty)
    }
}
