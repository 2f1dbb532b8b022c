import Foundation
import Images

/// The images of Fixtures/decoding with PIL's pixels, made by Tools/make_image_fixtures.py.
enum DecodingFixtures {
    struct Picture: Decodable, Sendable {
        var width: Int
        var height: Int
        var rgb: Data

        var raster: Raster { Raster(width: width, height: height, pixels: [UInt8](rgb)) }
    }

    struct Expected: Decodable, Sendable {
        var width: Int
        var height: Int
        var rgb: Data
        var white: Data?
        var black: Data?
        var oriented: Picture?

        func raster(_ pixels: Data) -> Raster { Raster(width: width, height: height, pixels: [UInt8](pixels)) }
    }

    static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures/decoding")

    static let expected: [String: Expected] = {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("expected.json")),
            let table = try? JSONDecoder().decode([String: Expected].self, from: data)
        else { return [:] }
        return table
    }()

    static let names = expected.keys.sorted()

    static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }
}
