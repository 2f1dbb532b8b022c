import Annotations
import Foundation
import ImageCollections
package import Units

/// The file of an image that a user names.
package struct ImageLocation: Sendable, Equatable {
    /// The name the user gave, or the path in the atlas of which it is the end.
    package let name: String
    /// The path of the file.
    package let path: String
    /// What the atlas recorded of the image; nil for a file that is not in the atlas.
    package let record: ImageRecord?

    package init(name: String, path: String, record: ImageRecord? = nil) {
        (self.name, self.path, self.record) = (name, path, record)
    }
}

/// Finds the images that a user names.
///
/// A name means, in turn,
/// 1. the image of the atlas whose path it is;
/// 2. a file, which is an image of the atlas if it lies in the image folder and the atlas holds its path;
/// 3. a file in the image folder;
/// 4. the image of the atlas that the name means by the rule of ``ImageResolver``.
struct NamedImages {
    private let atlas: Atlas
    private let folder: String?
    private var resolver: ImageResolver?

    /// - Parameter folder: The folder that the paths of the atlas's images are relative to; nil if it is missing.
    init(_ atlas: Atlas, folder: String?) { (self.atlas, self.folder) = (atlas, folder) }

    /// The file that `text` names.
    ///
    /// - Throws: `UnitAtlasError.image`: `.notFound` or `.ambiguous`.
    mutating func location(of text: String) throws -> ImageLocation {
        if let record = try atlas.image(text) { return location(of: record, named: text) }
        if FileManager.default.fileExists(atPath: text) {
            return ImageLocation(name: text, path: text, record: try record(ofFile: text))
        }
        if let folder, FileManager.default.fileExists(atPath: folder + "/" + text) {
            return ImageLocation(name: text, path: folder + "/" + text)
        }
        let known = try resolver ?? ImageResolver(try atlas.images.map(\.path))
        resolver = known
        switch known.match(text) {
        case .one(let path):
            guard let record = try atlas.image(path.text) else {
                throw UnitAtlasError.atlas(path: atlas.path, .missingImage(path.text))
            }
            return location(of: record, named: record.path)
        case .several(let candidates):
            throw UnitAtlasError.image(path: text, .ambiguous(candidates.map(\.text)))
        case .none: throw UnitAtlasError.image(path: text, .notFound(atlas: atlas.path))
        }
    }

    private func location(of record: ImageRecord, named name: String) -> ImageLocation {
        ImageLocation(name: name, path: (folder ?? atlas.settings.images) + "/" + record.path, record: record)
    }

    /// What the atlas recorded of a file of its image folder.
    private func record(ofFile path: String) throws -> ImageRecord? {
        func whole(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
        guard let root = folder.map({ whole($0) + "/" }) else { return nil }
        let file = whole(path)
        guard file.utf8.starts(with: root.utf8) else { return nil }
        return try atlas.image(String(decoding: file.utf8.dropFirst(root.utf8.count), as: UTF8.self))
    }
}
