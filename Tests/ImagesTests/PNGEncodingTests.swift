import TestSupport
import Testing

@testable import Images

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
        var random = SeededGenerator(seed: 9)
        let noise = (0..<200 * 100 * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
        let raster = Raster(width: 200, height: 100, pixels: noise)
        for speed in PNGSpeed.allCases {
            #expect(try PNGCodec.decode(PNGCodec.encode(raster, speed: speed), name: "noise") == raster)
        }
    }

    /// By hand, red alone: 10 after nothing, 30 − 10; then 12 above 10: 2, and 25 with left 12, up 30, corner 10, of which
    /// 30 is the nearest to 12 + 30 − 10: 251.
    @Test func rowsHoldWhatPaethsPredictorLeaves() {
        let raster = Raster(width: 2, height: 2, pixels: [10, 0, 0, 30, 0, 0, 12, 0, 0, 25, 0, 0])
        #expect(PNGFilter.predicted(raster, rows: 0..<2) == [4, 10, 0, 0, 20, 0, 0, 4, 2, 0, 0, 251, 0, 0])
    }

    /// A grey slope in both directions is one long run, but for its first row and column.
    @Test func slopesTakeFewBytes() throws {
        var pixels: [UInt8] = []
        for y in 0..<256 {
            for x in 0..<256 { pixels += [UInt8](repeating: UInt8(truncatingIfNeeded: x + y), count: 3) }
        }
        let slope = Raster(width: 256, height: 256, pixels: pixels)
        let bytes = try PNGCodec.encode(slope, speed: .fast)
        #expect(bytes.count < 256 * 256 * 3 / 50)
        #expect(try PNGCodec.decode(bytes, name: "slope") == slope)
    }

    /// Nine bands of half a megabyte, the last of one row.
    @Test func bytesDoNotDependOnThreads() throws {
        let raster = Self.raster(1000, 8 * 174 + 1)
        let bytes = try PNGCodec.encode(raster, speed: .fast)
        #expect(try PNGCodec.encode(raster, speed: .fast, threads: 3) == bytes)
        #expect(try PNGCodec.decode(bytes, name: "bands") == raster)
    }

    /// `zlib.adler32(b"Unit Atlas")` from Python.
    @Test func checksumsOfPartsMakeThatOfTheWhole() {
        let bytes = Array("Unit Atlas".utf8)
        #expect(PNGCodec.adler(bytes) == 0x13FC_03B6)
        for cut in 0...bytes.count {
            let (first, other) = (Array(bytes[..<cut]), Array(bytes[cut...]))
            #expect(PNGCodec.adler(PNGCodec.adler(first), PNGCodec.adler(other), count: other.count) == 0x13FC_03B6)
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
