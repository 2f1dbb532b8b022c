import Foundation
import Images
import TestSupport
import Units

extension InputCase {
    /// The images of Fixtures/images.json, with what Pillow reads.
    static let images: [InputCase] = ImageFixture.all.flatMap { image in
        var cases: [InputCase] = []
        func reads(_ name: String, as value: String, _ options: DecodingOptions) {
            cases.append(
                .reads(image.form, name, in: section, as: value) { folder in
                    try decoded(image.file, in: folder, options)
                })
        }
        if let value = image.value { reads(image.name, as: value, DecodingOptions()) }
        if let value = image.white { reads(image.name + ", over white", as: value, DecodingOptions(alpha: .white)) }
        if let value = image.black { reads(image.name + ", over black", as: value, DecodingOptions(alpha: .black)) }
        if let value = image.oriented {
            reads(image.name + ", applied", as: value, DecodingOptions(appliesOrientation: true))
        }
        if let refused = image.refused {
            cases.append(
                InputCase(
                    section: section, form: image.form, name: image.name,
                    expectation: .refusal(matches: { error, _ in kind(error) == refused }, description: refused),
                    read: { try decoded(image.file, in: $0, DecodingOptions()) }))
        }
        return cases
    }

    private static let section = "Images"

    private static func decoded(_ file: Data, in folder: TemporaryFolder, _ options: DecodingOptions) throws -> String {
        // The name says nothing: the content does.
        let raster = try ImageFile.decode(path: folder.write(file, to: "image.jpg"), options: options)
        let size = try ImageFile.dimensions(path: folder.file("image.jpg"))
        guard options.appliesOrientation || size == (raster.width, raster.height) else {
            return "a header of \(size.width)×\(size.height) pixels"
        }
        return "\(raster.width)×\(raster.height) \(FNV1a(raster.pixels))"
    }

    private static func kind(_ error: any Error) -> String {
        switch error as? ImageError {
        case .truncated: "truncated"
        case .corrupt: "corrupt"
        case .unsupported: "unsupported"
        default: "\(error)"
        }
    }
}

/// A row of Fixtures/images.json, made by Tools/make_input_images.py.
struct ImageFixture: Decodable, Sendable {
    let form: String
    let name: String
    let file: Data
    /// The size and the hash of the pixels; nil if the file is refused.
    let value: String?
    let white: String?
    let black: String?
    let oriented: String?
    /// The case of the error.
    let refused: String?

    static let all: [ImageFixture] = {
        let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/images.json")
        guard let data = try? Data(contentsOf: url) else { return [] }
        return (try? JSONDecoder().decode([ImageFixture].self, from: data)) ?? []
    }()
}
