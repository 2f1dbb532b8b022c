import Foundation
import Images
import TestSupport
import Testing

@Suite struct ImageFileTests {
    @Test func everyKindHasAFixture() {
        #expect(DecodingFixtures.names.count == 79)
    }

    @Test("The pixels are PIL's", arguments: DecodingFixtures.names)
    func equalsPIL(name: String) throws {
        let expected = try #require(DecodingFixtures.expected[name])
        let decoded = try ImageFile.decode(path: DecodingFixtures.path(name))
        #expect(decoded == expected.raster(expected.rgb))
        let size = try ImageFile.dimensions(path: DecodingFixtures.path(name))
        #expect(size.width == expected.width && size.height == expected.height)
    }

    @Test("Alpha composited", arguments: DecodingFixtures.names.filter { DecodingFixtures.expected[$0]?.white != nil })
    func compositesAlpha(name: String) throws {
        let expected = try #require(DecodingFixtures.expected[name])
        let path = DecodingFixtures.path(name)
        let white = try ImageFile.decode(path: path, options: DecodingOptions(alpha: .white))
        #expect(white == expected.raster(try #require(expected.white)))
        let black = try ImageFile.decode(path: path, options: DecodingOptions(alpha: .black))
        #expect(black == expected.raster(try #require(expected.black)))
        #expect(white != black)
    }

    @Test("Orientation applied", arguments: DecodingFixtures.names.filter { $0.contains("orientation") })
    func turns(name: String) throws {
        let oriented = try #require(DecodingFixtures.expected[name]?.oriented)
        let decoded = try ImageFile.decode(
            path: DecodingFixtures.path(name), options: DecodingOptions(appliesOrientation: true))
        #expect(decoded == oriented.raster)
    }

    /// A PNG may lack the checksum of its pixels (4 bytes), that of their chunk (4), and IEND (12), and a
    /// code that ends them.
    @Test("Every prefix is refused or whole", arguments: DecodingFixtures.names.filter { !$0.contains("trailing") })
    func refusesPrefixes(name: String) throws {
        let bytes = try DecodingFixtures.bytes(name)
        let expected = try #require(DecodingFixtures.expected[name])
        let isPNG = bytes.starts(with: [0x89])
        for count in 0..<bytes.count {
            let decoded = Result { () throws(ImageError) in
                try ImageFile.decode(bytes: Array(bytes[..<count]), name: name)
            }
            switch decoded {
            case .success(let raster):
                #expect(isPNG && count >= bytes.count - 22)
                #expect(raster == expected.raster(expected.rgb))
            case .failure(.empty): #expect(count == 0)
            case .failure(.truncated): #expect(count > 0 && !(isPNG && count >= bytes.count - 16))
            case .failure(let error): Issue.record("\(count) bytes: \(error)")
            }
        }
    }

    @Test func findsTheSizeBehindLongSegments() throws {
        let bytes = try DecodingFixtures.bytes("jpeg-420.jpg")
        let padding: [UInt8] = [0xFF, 0xEF, 0xFF, 0xFF] + [UInt8](repeating: 7, count: 0xFFFD)
        let folder = try TemporaryFolder()
        let path = try folder.write(Data(bytes[..<2] + padding + padding + bytes[2...]), to: "long.jpg")
        let size = try ImageFile.dimensions(path: path)
        #expect(size.width == 41 && size.height == 27)
    }

    @Test func decodesThumbnailsOfEitherFormat() throws {
        // 50 × 35: four eighths give 25 × 18, five give 32 × 22.
        let jpeg = try ImageFile.decode(
            path: DecodingFixtures.path("jpeg-progressive.jpg"), atLeastWidth: 20, height: 18)
        #expect(jpeg.width == 25 && jpeg.height == 18)
        let png = try ImageFile.decode(path: DecodingFixtures.path("png-rgb8.png"), atLeastWidth: 2, height: 2)
        #expect(png.width == 23 && png.height == 17)
        // 12 × 7, stored lying: asked for 7 × 12 it must not shrink, asked for 3 × 6 it halves to 4 × 6.
        let path = DecodingFixtures.path("jpeg-orientation-6.jpg")
        let turned = DecodingOptions(appliesOrientation: true)
        let whole = try ImageFile.decode(path: path, atLeastWidth: 7, height: 12, options: turned)
        #expect(try whole == ImageFile.decode(path: path, options: turned))
        let half = try ImageFile.decode(path: path, atLeastWidth: 3, height: 6, options: turned)
        #expect(half.width == 4 && half.height == 6)
    }
}
