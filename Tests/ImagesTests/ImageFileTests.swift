import Foundation
import Images
import Testing

@Suite struct ImageFileTests {
    @Test func everyKindHasAFixture() {
        #expect(DecodingFixtures.names.count == 78)
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

    @Test("Every prefix of a file is refused", arguments: DecodingFixtures.names.filter { !$0.contains("trailing") })
    func refusesPrefixes(name: String) throws {
        let bytes = try DecodingFixtures.bytes(name)
        for count in 0..<bytes.count {
            let error = #expect(throws: ImageError.self) {
                try ImageFile.decode(bytes: Array(bytes[..<count]), name: name)
            }
            switch error {
            case .empty: #expect(count == 0)
            case .truncated: #expect(count > 0)
            default: Issue.record("\(count) bytes: \(String(describing: error))")
            }
        }
    }
}
